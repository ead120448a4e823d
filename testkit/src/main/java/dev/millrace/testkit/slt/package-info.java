/**
 * Our own SQL cases in the format of sqllogictest, each file under several configurations of the engine.
 *
 * <p>In: {@code tests/slt/*.slt} and {@code tests/profiles/*.conf}. Out: what went otherwise than written, by file and line.
 *
 * <p>Invariant: a file passes under every profile or a profile is wrong. Next: {@code dev.millrace.testkit.suite}, which runs the
 * statements. Not here: cases of others.
 */
@NullMarked
package dev.millrace.testkit.slt;

import org.jspecify.annotations.NullMarked;
