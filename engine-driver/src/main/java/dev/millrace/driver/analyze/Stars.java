package dev.millrace.driver.analyze;

import dev.millrace.error.ErrorCondition;
import dev.millrace.expr.Attribute;
import dev.millrace.expr.Literal;
import dev.millrace.plan.unresolved.ResolvedColumn;
import dev.millrace.plan.unresolved.UnresolvedAlias;
import dev.millrace.plan.unresolved.UnresolvedCall;
import dev.millrace.plan.unresolved.UnresolvedExpr;
import dev.millrace.plan.unresolved.UnresolvedLiteral;
import dev.millrace.plan.unresolved.UnresolvedStar;
import dev.millrace.types.DataType;
import dev.millrace.types.Field;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@code *}, {@code t.*}, {@code struct.*} and {@code * EXCEPT (a)} stand for. */
final class Stars {

    private Stars() {}

    /** The columns of the scope, those of one table or alias, or the fields of a struct; innermost query first. */
    static List<UnresolvedExpr> expand(UnresolvedStar star, Scope scope, @Nullable Enclosing enclosing) {
        List<UnresolvedExpr> expanded = of(star.qualifier(), scope);
        for (Enclosing query = enclosing; expanded == null && query != null; query = query.outer()) {
            expanded = of(star.qualifier(), query.resolver().scope());
        }
        if (expanded == null) {
            List<String> qualifiers = new ArrayList<>();
            for (Attribute attribute : scope.attributes()) {
                if (!attribute.qualifier().isEmpty() && !qualifiers.contains(attribute.qualifier())) {
                    qualifiers.add(attribute.qualifier());
                }
            }
            throw ErrorCondition.CANNOT_RESOLVE_STAR_EXPAND.with("target", "\"" + star.qualifier() + ".*\"", "suggestion",
                    NearestNames.suggestionOrSome(star.qualifier(), qualifiers));
        }
        return star.except().isEmpty() ? expanded : without(expanded, star, scope);
    }

    private static @Nullable List<UnresolvedExpr> of(String qualifier, Scope scope) {
        List<UnresolvedExpr> expanded = new ArrayList<>();
        String last = qualifier.substring(qualifier.lastIndexOf('.') + 1);
        for (Attribute attribute : scope.attributes()) {
            if (qualifier.isEmpty() || attribute.qualifier().equalsIgnoreCase(qualifier)
                    || attribute.qualifier().equalsIgnoreCase(last)) {
                expanded.add(new ResolvedColumn(attribute));
            }
        }
        return !expanded.isEmpty() || qualifier.isEmpty() ? expanded : fields(qualifier, scope);
    }

    private static @Nullable List<UnresolvedExpr> fields(String qualifier, Scope scope) {
        Scope.Found found = scope.find(List.of(qualifier.split("\\.")));
        if (found == null) {
            return null;
        }
        UnresolvedExpr value = new ResolvedColumn(found.attribute());
        DataType type = found.attribute().type();
        for (String name : found.fields()) {
            Field field = field(type, name);
            if (field == null) {
                return null;
            }
            value = field(value, field);
            type = field.type();
        }
        if (!(type instanceof DataType.StructType(var fields))) {
            return null;
        }
        List<UnresolvedExpr> expanded = new ArrayList<>();
        for (Field field : fields) {
            expanded.add(field(value, field));
        }
        return expanded;
    }

    private static UnresolvedExpr field(UnresolvedExpr value, Field field) {
        return UnresolvedCall.of("getfield", value, new UnresolvedLiteral(Literal.of(field.name())));
    }

    private static @Nullable Field field(DataType type, String name) {
        if (type instanceof DataType.StructType(var fields)) {
            for (Field field : fields) {
                if (field.name().equalsIgnoreCase(name)) {
                    return field;
                }
            }
        }
        return null;
    }

    /** What a star stands for, one by one. */
    private record Part(UnresolvedExpr expr, String qualifier, String name, DataType type) {}

    private static List<UnresolvedExpr> without(List<UnresolvedExpr> expanded, UnresolvedStar star, Scope scope) {
        List<Part> parts = parts(expanded, star, scope);
        Map<Integer, List<List<String>>> dropped = new HashMap<>();
        for (List<String> names : star.except()) {
            int found = -1;
            int used = 0;
            for (int i = 0; i < parts.size(); i++) {
                Part part = parts.get(i);
                int length = part.name().equalsIgnoreCase(names.getFirst()) ? 1
                        : names.size() > 1 && part.qualifier().equalsIgnoreCase(names.get(0)) && part.name().equalsIgnoreCase(names.get(1))
                                ? 2 : 0;
                if (length > 0) {
                    found = i;
                    used = length;
                }
            }
            if (found < 0) {
                throw scope.unresolved(names);
            }
            List<String> fields = names.subList(used, names.size());
            List<List<String>> paths = dropped.computeIfAbsent(found, _ -> new ArrayList<>());
            for (List<String> path : paths) {
                int shorter = Math.min(path.size(), fields.size());
                if (path.subList(0, shorter).equals(fields.subList(0, shorter))) {
                    throw ErrorCondition.EXCEPT_OVERLAPPING_COLUMNS.with("columns", String.join(".", names));
                }
            }
            paths.add(fields);
        }
        List<UnresolvedExpr> left = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            List<List<String>> paths = dropped.get(i);
            if (paths == null) {
                left.add(part.expr());
            } else if (!paths.getFirst().isEmpty()) {
                left.add(new UnresolvedAlias(rebuilt(part.expr(), part.type(), paths), List.of(part.name())));
            }
        }
        return left;
    }

    private static List<Part> parts(List<UnresolvedExpr> expanded, UnresolvedStar star, Scope scope) {
        List<Part> parts = new ArrayList<>();
        for (UnresolvedExpr expr : expanded) {
            if (expr instanceof ResolvedColumn(var attribute, var _)) {
                parts.add(new Part(expr, attribute.qualifier(), attribute.name(), attribute.type()));
            } else {
                Field field = structFields(star.qualifier(), scope).get(parts.size());
                parts.add(new Part(expr, star.qualifier(), field.name(), field.type()));
            }
        }
        return parts;
    }

    private static List<Field> structFields(String qualifier, Scope scope) {
        Scope.Found found = scope.find(List.of(qualifier.split("\\.")));
        DataType type = found == null ? DataType.NULL : found.attribute().type();
        for (String name : found == null ? List.<String>of() : found.fields()) {
            Field field = field(type, name);
            type = field == null ? DataType.NULL : field.type();
        }
        return type instanceof DataType.StructType(var fields) ? fields : List.of();
    }

    /** The struct without the fields at the ends of the paths. */
    private static UnresolvedExpr rebuilt(UnresolvedExpr value, DataType type, List<List<String>> paths) {
        for (List<String> path : paths) {
            if (field(type, path.getFirst()) == null) {
                throw type instanceof DataType.StructType
                        ? ErrorCondition.FIELD_NOT_FOUND.with("field", "\"" + path.getFirst() + "\"", "fields", type.sql())
                        : ErrorCondition.EXCEPT_NESTED_COLUMN_INVALID_TYPE.with("column", "\"" + path.getFirst() + "\"", "type",
                                type.sql());
            }
        }
        List<UnresolvedExpr> fields = new ArrayList<>();
        for (Field field : ((DataType.StructType) type).fields()) {
            List<List<String>> inside = new ArrayList<>();
            boolean drops = false;
            for (List<String> path : paths) {
                if (path.getFirst().equalsIgnoreCase(field.name())) {
                    drops |= path.size() == 1;
                    inside.add(path.subList(1, path.size()));
                }
            }
            if (!drops) {
                UnresolvedExpr kept = field(value, field);
                fields.add(new UnresolvedLiteral(Literal.of(field.name())));
                fields.add(inside.isEmpty() ? kept : rebuilt(kept, field.type(), inside));
            }
        }
        if (fields.isEmpty()) {
            return new UnresolvedLiteral(new Literal(List.of(), new DataType.StructType(List.of())));
        }
        return UnresolvedCall.of("named_struct", fields.toArray(new UnresolvedExpr[0]));
    }
}
