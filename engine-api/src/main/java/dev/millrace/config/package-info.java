/**
 * Settings: a few typed keys, each with a default and a line of documentation.
 *
 * <p>In: text from builders, files and flags. Out: {@link dev.millrace.config.Config}, read once where something starts.
 *
 * <p>Invariant: a key that is not in {@link dev.millrace.config.ConfigKeys} is an error. Next: {@code api}. Not here: options of one
 * data source.
 */
@NullMarked
package dev.millrace.config;

import org.jspecify.annotations.NullMarked;
