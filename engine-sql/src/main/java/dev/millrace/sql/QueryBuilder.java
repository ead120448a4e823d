package dev.millrace.sql;

import dev.millrace.plan.unresolved.UnresolvedAll;
import dev.millrace.plan.unresolved.UnresolvedExpr;
import dev.millrace.plan.unresolved.UnresolvedPlan;
import dev.millrace.plan.unresolved.UnresolvedSortKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Queries: WITH, set operations, SELECT and its clauses, ORDER BY and LIMIT. */
final class QueryBuilder {

    /** UNION ALLs in a row from which on their tree is balanced. */
    private static final int MANY = 16;

    private final Reading reading;
    private final RelationBuilder relations;
    private final Windows windows;

    QueryBuilder(Reading reading) {
        this.reading = reading;
        this.relations = new RelationBuilder(reading);
        this.windows = new Windows(reading);
    }

    Windows windows() {
        return windows;
    }

    UnresolvedPlan query(SqlGrammarParser.QueryContext context) {
        return query(context.with(), context.body());
    }

    UnresolvedPlan query(SqlGrammarParser.@Nullable WithContext with, SqlGrammarParser.BodyContext body) {
        return with(with, body(body));
    }

    /** The body with the common tables before it. */
    UnresolvedPlan with(SqlGrammarParser.@Nullable WithContext with, UnresolvedPlan body) {
        if (with == null) {
            return body;
        }
        List<UnresolvedPlan.CommonTable> tables = new ArrayList<>();
        for (SqlGrammarParser.CommonTableContext table : with.commonTable()) {
            tables.add(new UnresolvedPlan.CommonTable(Names.of(table.anyName()), Names.all(table.nameList()), query(table.query()),
                    reading.origin(table.anyName())));
        }
        return new UnresolvedPlan.With(tables, with.RECURSIVE() != null, body);
    }

    private UnresolvedPlan body(SqlGrammarParser.BodyContext context) {
        SqlGrammarParser.QueryTailContext tail = context.queryTail();
        SqlGrammarParser.WindowClauseContext clause = tail.windowClause();
        if (clause == null && context.queryPart().size() == 1 && context.queryPart(0) instanceof SqlGrammarParser.SelectPartContext only) {
            clause = only.select().windowClause();
        }
        windows.enter(clause);
        UnresolvedPlan plan = tail(setOperations(context), tail);
        windows.leave();
        return plan;
    }

    // Set operations

    private UnresolvedPlan setOperations(SqlGrammarParser.BodyContext context) {
        List<SqlGrammarParser.QueryPartContext> parts = context.queryPart();
        if (parts.size() == 1) {
            return part(parts.getFirst());
        }
        List<UnresolvedPlan> operands = new ArrayList<>();
        List<SqlGrammarParser.SetOperatorContext> operators = new ArrayList<>();
        List<SqlGrammarParser.SetOperatorContext> written = context.setOperator();
        operands.add(part(parts.getFirst()));
        for (int i = 1; i < parts.size(); i++) {
            SqlGrammarParser.SetOperatorContext operator = written.get(i - 1);
            UnresolvedPlan right = part(parts.get(i));
            if (operator.INTERSECT() != null) {
                operands.add(operation(operator, operands.removeLast(), right));
            } else {
                operands.add(right);
                operators.add(operator);
            }
        }
        return leftToRight(operands, operators, context);
    }

    private UnresolvedPlan leftToRight(List<UnresolvedPlan> operands, List<SqlGrammarParser.SetOperatorContext> operators,
            SqlGrammarParser.BodyContext context) {
        UnresolvedPlan plan = operands.getFirst();
        int levels = 0;
        for (int i = 0; i < operators.size();) {
            int end = i;
            while (end < operators.size() && isUnionAll(operators.get(end))) {
                end++;
            }
            if (end - i >= MANY) {
                List<UnresolvedPlan> run = new ArrayList<>(List.of(plan));
                run.addAll(operands.subList(i + 1, end + 1));
                plan = balancedUnion(run);
                i = end;
            } else {
                plan = operation(operators.get(i), plan, operands.get(i + 1));
                i++;
            }
            reading.limitDepth(++levels, context);
        }
        return plan;
    }

    private static boolean isUnionAll(SqlGrammarParser.SetOperatorContext operator) {
        return operator.UNION() != null && operator.ALL() != null && operator.NAME() == null;
    }

    private static UnresolvedPlan balancedUnion(List<UnresolvedPlan> inputs) {
        int half = inputs.size() / 2;
        return inputs.size() == 1 ? inputs.getFirst()
                : new UnresolvedPlan.SetOperation(UnresolvedPlan.SetOperation.Kind.UNION, true, balancedUnion(inputs.subList(0, half)),
                        balancedUnion(inputs.subList(half, inputs.size())), false, false);
    }

    private static UnresolvedPlan operation(SqlGrammarParser.SetOperatorContext operator, UnresolvedPlan left, UnresolvedPlan right) {
        UnresolvedPlan.SetOperation.Kind kind = operator.UNION() != null ? UnresolvedPlan.SetOperation.Kind.UNION
                : operator.INTERSECT() != null ? UnresolvedPlan.SetOperation.Kind.INTERSECT : UnresolvedPlan.SetOperation.Kind.EXCEPT;
        return new UnresolvedPlan.SetOperation(kind, operator.ALL() != null, left, right, operator.NAME() != null, false);
    }

    private UnresolvedPlan part(SqlGrammarParser.QueryPartContext context) {
        return switch (context) {
            case SqlGrammarParser.SelectPartContext part -> select(part.select(), part.select().fromClause());
            case SqlGrammarParser.NestedPartContext part -> query(part.query());
            case SqlGrammarParser.ValuesPartContext part -> relations.values(part.rows(), part.tableAlias());
            case SqlGrammarParser.TablePartContext part -> relations.table(part.qualifiedName());
            case SqlGrammarParser.FromFirstPartContext part -> part.select() != null ? select(part.select(), part.fromClause())
                    : filtered(relations.from(part.fromClause()), part.whereClause());
            default -> throw new IllegalStateException(context.getText());
        };
    }

    // SELECT

    private UnresolvedPlan select(SqlGrammarParser.SelectContext context, SqlGrammarParser.@Nullable FromClauseContext from) {
        windows.enterSelect(context.windowClause());
        UnresolvedPlan input = from == null ? new UnresolvedPlan.Values(List.of(List.of())) : relations.from(from);
        List<UnresolvedPlan.Hint> hints = new HintBuilder(reading).hints(context.HINT());
        for (UnresolvedPlan.Hint hint : hints.reversed()) {
            input = HintBuilder.isPartitioning(hint) ? input : new UnresolvedPlan.Hint(input, hint.name(), hint.parameters());
        }
        UnresolvedPlan plan = projected(filtered(input, context.whereClause()), context);
        if (context.qualify() != null) {
            plan = new UnresolvedPlan.Qualify(plan, reading.expressions().expression(context.qualify().expression()));
        }
        if (context.DISTINCT() != null) {
            plan = new UnresolvedPlan.Distinct(plan, List.of());
        }
        for (UnresolvedPlan.Hint hint : hints.reversed()) {
            plan = HintBuilder.isPartitioning(hint) ? HintBuilder.repartitioned(plan, hint) : plan;
        }
        windows.leave();
        return plan;
    }

    private UnresolvedPlan filtered(UnresolvedPlan input, SqlGrammarParser.@Nullable WhereClauseContext where) {
        return where == null ? input : new UnresolvedPlan.Filter(input, reading.expressions().expression(where.expression()));
    }

    private UnresolvedPlan projected(UnresolvedPlan input, SqlGrammarParser.SelectContext context) {
        List<UnresolvedExpr> columns = reading.expressions().selectItems(context.selectItem());
        Optional<UnresolvedExpr> having = context.having() == null ? Optional.empty()
                : reading.expressions().optional(context.having().expression());
        if (context.groupBy() != null) {
            GroupingBuilder grouping = new GroupingBuilder(reading, context.groupBy());
            return new UnresolvedPlan.Aggregate(input, grouping.groupings(), grouping.sets(), columns, having);
        }
        return having.isEmpty() ? new UnresolvedPlan.Project(input, columns)
                : new UnresolvedPlan.Aggregate(input, List.of(), null, columns, having);
    }

    // ORDER BY and what follows it

    private UnresolvedPlan tail(UnresolvedPlan input, SqlGrammarParser.QueryTailContext tail) {
        UnresolvedPlan plan = input;
        ExprBuilder expressions = reading.expressions();
        List<UnresolvedSortKey> orderBy = List.of();
        if (tail.sortAll() != null) {
            orderBy = List.of(ExprBuilder.sortKey(new UnresolvedAll(), tail.sortAll().sortDirection()));
        } else if (tail.ORDER() != null) {
            orderBy = expressions.sortKeys(tail.sortKeys(0));
        }
        if (tail.CLUSTER() != null) {
            List<UnresolvedExpr> keys = expressions.expressions(tail.clusterBy.expression());
            plan = new UnresolvedPlan.Repartition(plan, 0, keys, false, true);
            List<UnresolvedExpr> sort = new ArrayList<>();
            keys.forEach(key -> sort.add(new UnresolvedSortKey(key, true, true)));
            plan = new UnresolvedPlan.Sort(plan, sort, false);
        }
        if (tail.DISTRIBUTE() != null) {
            plan = new UnresolvedPlan.Repartition(plan, 0, expressions.expressions(tail.distributeBy.expression()), false, true);
        }
        if (tail.SORT() != null) {
            plan = new UnresolvedPlan.Sort(plan, List.copyOf(expressions.sortKeys(tail.sortKeys(tail.sortKeys().size() - 1))), false);
        }
        if (!orderBy.isEmpty()) {
            plan = new UnresolvedPlan.Sort(plan, List.copyOf(orderBy), true);
        }
        return limited(plan, tail);
    }

    private UnresolvedPlan limited(UnresolvedPlan plan, SqlGrammarParser.QueryTailContext tail) {
        if (tail.limit().size() > 1 || tail.offset().size() > 1) {
            throw reading.error(tail.limit().size() > 1 ? tail.limit(1) : tail.offset(1), "LIMIT and OFFSET can be given once");
        }
        Optional<UnresolvedExpr> limit = tail.limit().isEmpty() ? Optional.empty()
                : reading.expressions().optional(tail.limit(0).expression());
        Optional<UnresolvedExpr> offset = tail.offset().isEmpty() ? Optional.empty()
                : reading.expressions().optional(tail.offset(0).expression());
        return limit.isEmpty() && offset.isEmpty() ? plan : new UnresolvedPlan.LimitBy(plan, limit, offset);
    }
}
