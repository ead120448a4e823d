/**
 * Decides which task runs where and when: a pure state machine.
 *
 * <p>In: {@link dev.millrace.driver.schedule.JobEvent}s. Out: {@link dev.millrace.driver.schedule.Action}s, in the order in which they
 * are to be performed.
 *
 * <p>Invariant: no thread, clock, socket, file or random here; the same events always give the same actions. Next: {@code driver.job},
 * which feeds events and
 * performs actions. Not here: what a task computes; the scheduler knows stages by number, size and parents only.
 */
@NullMarked
package dev.millrace.driver.schedule;

import org.jspecify.annotations.NullMarked;
