package dev.millrace.driver.command;

import dev.millrace.driver.analyze.NearestNames;
import dev.millrace.error.ErrorCondition;
import dev.millrace.function.FunctionDefinition;
import dev.millrace.function.FunctionDescription;
import dev.millrace.plan.logical.LogicalPlan;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** SHOW FUNCTIONS, DESCRIBE FUNCTION: what the registry knows. */
final class FunctionCommands {

    private final CommandContext context;

    FunctionCommands(CommandContext context) {
        this.context = context;
    }

    LogicalPlan show(Optional<String> pattern) {
        NamePattern names = new NamePattern(pattern);
        Answer answer = new Answer("function");
        new TreeSet<>(context.functions().definitions().keySet()).stream().filter(names::matches).forEach(answer::row);
        return answer.plan(context.engine());
    }

    LogicalPlan describe(String name, boolean extended) {
        Map<String, FunctionDefinition> known = context.functions().definitions();
        FunctionDefinition definition = context.functions().find(name)
                .orElseThrow(() -> ErrorCondition.UNRESOLVED_ROUTINE.with("name", "`" + name + "`", "suggestion",
                        NearestNames.suggestion(name, known.keySet())));
        FunctionDescription description = new FunctionDescription(definition);
        Answer answer = new Answer("function_desc").row("Function: " + definition.name()).row("Usage: " + definition.usage() + " - "
                + definition.doc());
        if (extended) {
            answer.row("Kind: " + description.kind()).row("Arguments: " + description.arguments()).row("Result: " + description.result())
                    .row("Nulls: " + description.nulls()).row("Deterministic: " + (definition.deterministic() ? "yes" : "no"));
            if (!definition.aliases().isEmpty()) {
                answer.row("Aliases: " + String.join(", ", definition.aliases()));
            }
        }
        return answer.plan(context.engine());
    }
}
