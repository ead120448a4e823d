package dev.millrace.function;

import java.util.List;

/**
 * What is known of a function before it runs.
 *
 * @param name          in lower case
 * @param aliases       other names in lower case
 * @param kind          where it may stand
 * @param group         heading under which the documentation lists it: {@code math}, {@code string}, …
 * @param minArguments  fewest arguments
 * @param maxArguments  most arguments; {@link #ANY} when there is no bound
 * @param typing        argument types that are cast to, and the result type
 * @param nulls         when the result is null
 * @param deterministic false when two calls with equal arguments may differ ({@code rand}): such a call is never folded, moved or repeated
 * @param usage         {@code substring(str, pos[, len])}
 * @param doc           one line: what it gives
 */
public record FunctionDefinition(String name, List<String> aliases, Kind kind, String group, int minArguments, int maxArguments,
        Typing typing,
        Nulls nulls, boolean deterministic, String usage, String doc) {

    public static final int ANY = Integer.MAX_VALUE;

    public FunctionDefinition {
        aliases = List.copyOf(aliases);
    }

    /** GENERATOR makes several rows of one ({@code explode}); WINDOW needs OVER; an AGGREGATE may have it. */
    public enum Kind {
        SCALAR, AGGREGATE, WINDOW, GENERATOR
    }

    /**
     * STRICT: null when an argument is null. STRICT_OR_NULL: also otherwise. FIRST: null when the first argument is. ALL: null when every
     * argument is. NEVER: never null. OWN: as the function says, may be null.
     */
    public enum Nulls {
        STRICT, STRICT_OR_NULL, FIRST, ALL, NEVER, OWN
    }
}
