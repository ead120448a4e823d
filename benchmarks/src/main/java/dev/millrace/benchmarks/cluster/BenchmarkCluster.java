package dev.millrace.benchmarks.cluster;

import dev.millrace.testkit.cluster.ProcessCluster;

/** Executors as one would start them for work: one core each, a real heap, the whole compiler. */
final class BenchmarkCluster {

    private BenchmarkCluster() {}

    static ProcessCluster start(int executors) {
        return ProcessCluster.builder().executors(executors).cores(1).jvmOptions("-Xmx1g", "-XX:+UseParallelGC").start();
    }
}
