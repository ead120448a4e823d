package dev.millrace.driver.analyze;

import dev.millrace.error.ErrorCondition;
import dev.millrace.function.FunctionDefinition;
import dev.millrace.plan.unresolved.UnresolvedCall;
import dev.millrace.plan.unresolved.UnresolvedExpr;
import dev.millrace.plan.unresolved.UnresolvedNamedArgument;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Arguments by name, {@code mask(text, digitChar => 'n')}, put where the function expects them. */
final class NamedArguments {

    private static final Pattern NAME = Pattern.compile("[A-Za-z]\\w*");

    private NamedArguments() {}

    static boolean in(UnresolvedCall call) {
        for (UnresolvedExpr argument : call.arguments()) {
            if (argument instanceof UnresolvedNamedArgument) {
                return true;
            }
        }
        return false;
    }

    /** Names of the parameters, from the usage line. */
    static List<String> of(FunctionDefinition function) {
        return switch (function.name()) {
            case "explode", "explode_outer", "posexplode", "posexplode_outer" -> List.of("collection");
            case "inline", "inline_outer" -> List.of("input");
            case "mask" -> List.of("str", "upperChar", "lowerChar", "digitChar", "otherChar");
            default -> {
                List<String> names = new ArrayList<>();
                Matcher matcher = NAME.matcher(function.usage().substring(Math.max(0, function.usage().indexOf('('))));
                while (matcher.find()) {
                    names.add(matcher.group());
                }
                yield names;
            }
        };
    }

    /** The call with its named arguments in the order of the parameters; the call itself when it has none. */
    static UnresolvedCall inOrder(UnresolvedCall call, List<String> parameters) {
        if (!in(call)) {
            return call;
        }
        List<UnresolvedExpr> ordered = new ArrayList<>();
        int placed = 0;
        while (!(call.arguments().get(placed) instanceof UnresolvedNamedArgument)) {
            ordered.add(call.arguments().get(placed++));
        }
        List<UnresolvedNamedArgument> named = new ArrayList<>();
        for (UnresolvedExpr argument : call.arguments().subList(placed, call.arguments().size())) {
            if (!(argument instanceof UnresolvedNamedArgument byName)) {
                throw ErrorCondition.UNEXPECTED_POSITIONAL_ARGUMENT.with("function", call.name());
            }
            check(call, byName, named, parameters, placed);
            named.add(byName);
        }
        for (int i = placed; !named.isEmpty() && i < parameters.size(); i++) {
            String parameter = parameters.get(i);
            UnresolvedNamedArgument given = null;
            for (UnresolvedNamedArgument candidate : named) {
                given = candidate.name().equalsIgnoreCase(parameter) ? candidate : given;
            }
            if (given == null) {
                throw ErrorCondition.REQUIRED_PARAMETER_NOT_FOUND.with("function", call.name(), "parameter", parameter);
            }
            ordered.add(given.value());
            named.remove(given);
        }
        return new UnresolvedCall(call.name(), ordered, call.distinct(), call.filter(), call.order(), call.origin());
    }

    private static void check(UnresolvedCall call, UnresolvedNamedArgument argument, List<UnresolvedNamedArgument> before,
            List<String> parameters, int placed) {
        int position = -1;
        for (int i = 0; i < parameters.size(); i++) {
            position = parameters.get(i).equalsIgnoreCase(argument.name()) ? i : position;
        }
        if (position < 0) {
            throw ErrorCondition.UNRECOGNIZED_PARAMETER_NAME.with("function", call.name(), "parameter", argument.name(), "suggestion",
                    NearestNames.suggestionOrSome(argument.name(), parameters));
        }
        boolean twice = position < placed;
        for (UnresolvedNamedArgument other : before) {
            twice |= other.name().equalsIgnoreCase(argument.name());
        }
        if (twice) {
            throw ErrorCondition.DUPLICATE_ROUTINE_PARAMETER_ASSIGNMENT.with("function", call.name(), "parameter", argument.name());
        }
    }
}
