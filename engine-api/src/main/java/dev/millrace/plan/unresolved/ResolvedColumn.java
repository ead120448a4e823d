package dev.millrace.plan.unresolved;

import dev.millrace.expr.Attribute;
import java.util.List;

/**
 * A column that is known already, such as {@code df.col("a")}.
 *
 * @param attribute the column
 * @param frame     all columns of the DataFrame from which the user took it: a copy of the column that is none of them makes it ambiguous;
 *                  empty for a column of the very input that it is resolved over
 */
public record ResolvedColumn(Attribute attribute, List<Attribute> frame) implements UnresolvedExpr {

    public ResolvedColumn {
        frame = List.copyOf(frame);
    }

    /** A column of the input. */
    public ResolvedColumn(Attribute attribute) {
        this(attribute, List.of());
    }
}
