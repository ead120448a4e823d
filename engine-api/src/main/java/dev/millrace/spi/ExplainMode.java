package dev.millrace.spi;

/** Forms of a plan that EXPLAIN prints. */
public enum ExplainMode {
    /** The physical plan. */
    SIMPLE,
    /** Analyzed, optimized and physical plan. */
    EXTENDED,
    /** The physical plan with the rules that fired. */
    VERBOSE,
    /** The physical plan cut into stages. */
    STAGES,
    /** Runs the query and prints the stages with rows, bytes, time, memory and spill of every operator. */
    ANALYZE
}
