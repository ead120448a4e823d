package dev.millrace.transport;

/**
 * What there is to run tasks on.
 *
 * @param executors that are registered now
 * @param slots     tasks that they run at once, together
 */
public record ClusterSize(int executors, int slots) {}
