/**
 * Pages of the documentation that are made from the code.
 *
 * <p>In: the function registry, the catalogue of errors, the settings. Out: {@link dev.millrace.testkit.docs.GeneratedDocs}, Markdown.
 *
 * <p>Invariant: the same code always gives the same text. Next: {@code docs/generated}. Not here: pages that people write.
 */
@NullMarked
package dev.millrace.testkit.docs;

import org.jspecify.annotations.NullMarked;
