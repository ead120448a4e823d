/**
 * Scheduler, executors and shuffle in simulated time, on one thread: a network, clocks and disks that fail as a seed says.
 *
 * <p>In: a seed. Out: {@link dev.millrace.testkit.simulation.Simulation.Result}: which faults fired, and what broke, with the events that
 * led there.
 *
 * <p>Invariant: equal seeds give equal runs; the decisions are those of the product ({@code JobScheduler}, {@code ExecutorState}, {@code
 * BlockStore}), only what surrounds them is simulated. Next: {@link dev.millrace.testkit.simulation.SimulationMain}. Not here: operators.
 */
@NullMarked
package dev.millrace.testkit.simulation;

import org.jspecify.annotations.NullMarked;
