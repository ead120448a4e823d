package dev.millrace.driver.command;

import dev.millrace.driver.analyze.NearestNames;
import dev.millrace.driver.catalog.Variables;
import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.expr.Literal;
import dev.millrace.plan.command.Statement;
import dev.millrace.plan.logical.LogicalPlan;
import dev.millrace.plan.unresolved.UnresolvedExpr;
import dev.millrace.plan.unresolved.UnresolvedLiteral;
import dev.millrace.plan.unresolved.UnresolvedSubquery;
import dev.millrace.types.DataType;
import dev.millrace.types.Field;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** DECLARE, SET and DROP of session variables. A variable keeps the type that it was declared with. */
final class VariableCommands {

    private final CommandContext context;
    private final Variables variables;

    VariableCommands(CommandContext context) {
        this.context = context;
        this.variables = context.catalog().variables();
    }

    LogicalPlan declare(Statement.DeclareVariable declare) {
        Literal value = declare.value().map(expr -> Constants.value(context, expr)).orElse(Literal.ofNull(DataType.NULL));
        DataType type = declare.type().orElse(value.type());
        if (type instanceof DataType.NullType) {
            throw ErrorCondition.INVALID_PARAMETER_VALUE.with("parameter", "the type", "function", "DECLARE VARIABLE " + declare.name(),
                    "expected", "a type, or a DEFAULT that has one", "actual", "none");
        }
        variables.declare(declare.name(), stored(declare.name(), value, type), declare.replace());
        return context.done();
    }

    LogicalPlan set(List<String> names, UnresolvedExpr value) {
        List<DataType> types = new ArrayList<>();
        for (String name : names) {
            types.add(require(name).type());
        }
        List<Literal> values = names.size() == 1 ? List.of(Constants.value(context, value)) : row(names, value);
        List<Literal> ready = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            ready.add(stored(names.get(i), values.get(i), types.get(i)));
        }
        for (int i = 0; i < names.size(); i++) {
            variables.set(last(names.get(i)), ready.get(i));
        }
        return context.done();
    }

    private List<Literal> row(List<String> names, UnresolvedExpr value) {
        if (!(value instanceof UnresolvedSubquery(var _, var query, var _, var _))) {
            throw ErrorCondition.ASSIGNMENT_ARITY_MISMATCH.with("targets", names.size(), "values", 1);
        }
        LogicalPlan plan = context.engine().analyze(query);
        if (plan.output().size() != names.size()) {
            throw ErrorCondition.ASSIGNMENT_ARITY_MISMATCH.with("targets", names.size(), "values", plan.output().size());
        }
        List<List<@Nullable Object>> rows = context.rows(plan, 2);
        if (rows.size() > 1) {
            throw ErrorCondition.ROW_SUBQUERY_TOO_MANY_ROWS.with();
        }
        List<Literal> values = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            values.add(new Literal(rows.isEmpty() ? null : rows.getFirst().get(i), plan.output().get(i).type()));
        }
        return values;
    }

    private Literal stored(String name, Literal value, DataType type) {
        if (value.type().equals(type)) {
            return value;
        }
        UnresolvedExpr cast = StoreAssignment.cast(new UnresolvedLiteral(value), value.type(), Field.of(name, type), "the variable");
        return Constants.value(context, cast);
    }

    LogicalPlan drop(String name, boolean ifExists) {
        if (!variables.drop(last(name)) && !ifExists) {
            throw notFound(name);
        }
        return context.done();
    }

    private Literal require(String name) {
        return variables.find(List.of(last(name))).orElseThrow(() -> notFound(name));
    }

    /** {@code session.x} is {@code x}. */
    private static String last(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private EngineException notFound(String name) {
        return ErrorCondition.VARIABLE_NOT_FOUND.with("name", name, "suggestion",
                NearestNames.suggestionOrSome(name, variables.names()));
    }
}
