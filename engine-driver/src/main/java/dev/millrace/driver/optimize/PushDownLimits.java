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

/** {@code Limit(Project(x)) → Project(Limit(x))}; a union, the kept side of an outer join and a scan need not give more rows than the limit above them. */
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
        long most = limit.limit() < 0 || limit.limit() > Long.MAX_VALUE - limit.offset() ? -1 : limit.limit() + limit.offset();
        return switch (limit.input()) {
            case Project(var input, var columns) -> new Project(new Limit(input, limit.limit(), limit.offset()), columns);
            case Limit inner when limit.offset() == 0 && inner.offset() == 0 && limit.limit() >= 0 && inner.limit() >= 0 ->
                new Limit(inner.input(), Math.min(limit.limit(), inner.limit()), 0);
            case Union(var inputs, var output) when most >= 0 && anyUnlimited(inputs, most) -> {
                List<LogicalPlan> limited = new ArrayList<>(inputs.size());
                for (LogicalPlan input : inputs) {
                    limited.add(isLimited(input, most) ? input : new Limit(input, most, 0));
                }
                yield new Limit(new Union(limited, output), limit.limit(), limit.offset());
            }
            case Join join when most >= 0 && join.type() == JoinType.LEFT && !isLimited(join.left(), most) ->
                new Limit(join.withChildren(List.of(new Limit(join.left(), most, 0), join.right())), limit.limit(), limit.offset());
            case Join join when most >= 0 && join.type() == JoinType.RIGHT && !isLimited(join.right(), most) ->
                new Limit(join.withChildren(List.of(join.left(), new Limit(join.right(), most, 0))), limit.limit(), limit.offset());
            case Scan scan when most >= 0 && (scan.limit() < 0 || scan.limit() > most) ->
                new Limit(new Scan(scan.table(), scan.columns(), scan.output(), scan.filters(), most), limit.limit(), limit.offset());
            default -> limit;
        };
    }

    private static boolean anyUnlimited(List<LogicalPlan> inputs, long most) {
        for (LogicalPlan input : inputs) {
            if (!isLimited(input, most)) {
                return true;
            }
        }
        return false;
    }

    /** True when the plan gives no more rows than {@code most} by a limit of its own, or is one that a limit would not help. */
    private static boolean isLimited(LogicalPlan plan, long most) {
        return switch (plan) {
            case Limit limit -> limit.limit() >= 0 && limit.limit() <= most;
            case Project(var input, var _) -> isLimited(input, most);
            case Hint(var input, var _) -> isLimited(input, most);
            default -> false;
        };
    }
}
