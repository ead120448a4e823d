package dev.millrace.plan.logical;

import dev.millrace.expr.Attribute;
import java.util.List;

/** Gives its columns the qualifier {@code name}, and nothing else; the optimizer takes it away. */
public record SubqueryAlias(LogicalPlan input, String name) implements LogicalPlan {

    @Override
    public List<Attribute> output() {
        return input.output().stream().map(attribute -> attribute.withQualifier(name)).toList();
    }

    @Override
    public List<LogicalPlan> children() {
        return List.of(input);
    }

    @Override
    public SubqueryAlias withChildren(List<LogicalPlan> children) {
        return new SubqueryAlias(children.getFirst(), name);
    }
}
