package dev.millrace.driver.optimize;

import dev.millrace.plan.JoinType;
import dev.millrace.plan.logical.Hint;
import dev.millrace.plan.logical.Join;
import dev.millrace.plan.logical.Limit;
import dev.millrace.plan.logical.LogicalPlan;
import dev.millrace.plan.logical.Project;
import dev.millrace.plan.logical.Scan;
import dev.millrace.plan.logical.Union;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code Limit(Project(x)) → Project(Limit(x))}; scans below, through projections, unions and the kept side of an outer join, need not give
 * more rows than the limit above them.
 */
final class PushDownLimits implements Rule {

    @Override
    public String name() {
        return "push_down_limits";
    }

    @Override
    public LogicalPlan rewrite(LogicalPlan plan) {
        LogicalPlan moved = plan instanceof Limit limit ? apply(limit) : plan;
        List<LogicalPlan> before = moved.children();
        List<LogicalPlan> changed = new ArrayList<>(before.size());
        boolean same = true;
        for (LogicalPlan child : before) {
            LogicalPlan rewritten = rewrite(child);
            same &= rewritten == child;
            changed.add(rewritten);
        }
        return same ? moved : moved.withChildren(changed);
    }

    private static LogicalPlan apply(Limit limit) {
        if (limit.input() instanceof Project(var input, var columns)) {
            return new Project(new Limit(input, limit.limit(), limit.offset()), columns);
        }
        boolean bounded = limit.limit() >= 0 && limit.limit() <= Long.MAX_VALUE - limit.offset();
        if (!bounded) {
            return limit;
        }
        if (limit.input() instanceof Limit inner && limit.offset() == 0 && inner.offset() == 0 && inner.limit() >= 0) {
            return new Limit(inner.input(), Math.min(limit.limit(), inner.limit()), 0);
        }
        LogicalPlan input = atMost(limit.input(), limit.limit() + limit.offset());
        return input == limit.input() ? limit : new Limit(input, limit.limit(), limit.offset());
    }

    /** The plan with scans that stop after so many rows, where any of its rows will do. */
    private static LogicalPlan atMost(LogicalPlan plan, long rows) {
        return switch (plan) {
            case Scan scan -> scan.limit() < 0 || scan.limit() > rows
                    ? new Scan(scan.table(), scan.columns(), scan.output(), scan.filters(), rows)
                    : scan;
            case Project(var input, var _) -> replaced(plan, 0, atMost(input, rows));
            case Hint(var input, var _) -> replaced(plan, 0, atMost(input, rows));
            case Join join when join.type() == JoinType.LEFT -> replaced(join, 0, atMost(join.left(), rows));
            case Join join when join.type() == JoinType.RIGHT -> replaced(join, 1, atMost(join.right(), rows));
            case Union union -> {
                LogicalPlan limited = union;
                for (int i = 0; i < union.inputs().size(); i++) {
                    limited = replaced(limited, i, atMost(union.inputs().get(i), rows));
                }
                yield limited;
            }
            default -> plan;
        };
    }

    private static LogicalPlan replaced(LogicalPlan plan, int position, LogicalPlan child) {
        if (plan.children().get(position) == child) {
            return plan;
        }
        List<LogicalPlan> children = new ArrayList<>(plan.children());
        children.set(position, child);
        return plan.withChildren(children);
    }
}
