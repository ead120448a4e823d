/**
 * Typed relational plans.
 *
 * <p>In: {@code expr}. Out: {@link dev.millrace.plan.logical.LogicalPlan}, which the analyzer makes, the optimizer rewrites and the
 * physical planner reads.
 *
 * <p>Invariant: every column reference of a node is an attribute of one of its inputs; attribute ids are unique among a node's outputs.
 * Next: {@code plan.physical}. Not here: algorithms, partitions.
 */
@NullMarked
package dev.millrace.plan.logical;

import org.jspecify.annotations.NullMarked;
