package dev.millrace.driver.stage;

import dev.millrace.function.FunctionRegistry;
import dev.millrace.plan.physical.CachedReadExec;
import dev.millrace.plan.physical.ExchangeExec;
import dev.millrace.plan.physical.Partitioning;
import dev.millrace.plan.physical.PhysicalPlan;
import dev.millrace.plan.physical.ShuffleReadExec;
import dev.millrace.transport.JobId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Cuts a plan at its exchanges. Exchanges that are equal, in all that is below them, become one stage that several stages read; only what
 * may give other rows each time it runs is not shared, unless it is one and the same object.
 *
 * <p>{@code StageGraph stages = new StagePlanner(functions).cut(plan);}
 */
public final class StagePlanner {

    private final List<Stage> stages = new ArrayList<>();
    private final IdentityHashMap<ExchangeExec, Integer> numbers = new IdentityHashMap<>();
    private final Map<ExchangeExec, Integer> repeatable = new HashMap<>();
    private final Map<JobId, Integer> inputs = new HashMap<>();
    private final Set<Integer> fixed = new TreeSet<>();
    private final Repeatability repeatability;

    public StagePlanner(FunctionRegistry functions) {
        this.repeatability = new Repeatability(functions);
    }

    /** A planner is good for one plan. */
    public StageGraph cut(PhysicalPlan plan) {
        add(plan, new Partitioning.Single());
        return new StageGraph(stages);
    }

    private int add(PhysicalPlan root, Partitioning output) {
        Set<Integer> parents = new TreeSet<>();
        PhysicalPlan fragment = fragment(root, parents);
        int number = stages.size();
        Map<Integer, JobId> shared = new HashMap<>();
        inputs.forEach((job, input) -> {
            if (parents.remove(input)) {
                shared.put(input, job);
            }
        });
        stages.add(new Stage(number, fragment, output, fragment.partitions(), List.copyOf(parents), StageDescription.of(fragment), shared,
                adaptable(fragment, parents)));
        return number;
    }

    private PhysicalPlan fragment(PhysicalPlan plan, Set<Integer> parents) {
        if (plan instanceof ExchangeExec exchange) {
            return read(exchange, parents);
        }
        if (plan instanceof CachedReadExec cached) {
            int input = inputs.computeIfAbsent(cached.job(), _ -> -1 - inputs.size());
            parents.add(input);
            return cached.as(input);
        }
        List<PhysicalPlan> before = plan.children();
        List<PhysicalPlan> after = new ArrayList<>(before.size());
        boolean same = true;
        for (int i = 0; i < before.size(); i++) {
            PhysicalPlan child = fragment(before.get(i), parents);
            same &= child == before.get(i);
            after.add(child);
        }
        return same ? plan : plan.withChildren(after);
    }

    private boolean adaptable(PhysicalPlan fragment, Set<Integer> parents) {
        return Adaptable.is(fragment) && repeatability.of(fragment) && parents.stream().noneMatch(fixed::contains);
    }

    private PhysicalPlan read(ExchangeExec exchange, Set<Integer> parents) {
        Integer number = numbers.get(exchange);
        if (number == null && repeatability.of(exchange)) {
            number = repeatable.get(exchange);
            if (number == null) {
                number = add(exchange.input(), exchange.partitioning());
                repeatable.put(exchange, number);
            }
        } else if (number == null) {
            number = add(exchange.input(), exchange.partitioning());
        }
        numbers.put(exchange, number);
        if (exchange.fixed()) {
            fixed.add(number);
        }
        parents.add(number);
        boolean broadcast = exchange.partitioning() instanceof Partitioning.Broadcast;
        return new ShuffleReadExec(number, exchange.schema(), exchange.partitions(), exchange.mergeKeys(), broadcast);
    }
}
