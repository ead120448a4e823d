package dev.millrace.driver.analyze;

import org.jspecify.annotations.Nullable;

/** The queries around a subquery, innermost first: where names are looked for that the subquery itself does not know. */
record Enclosing(ExpressionResolver resolver, @Nullable Enclosing outer) {}
