package dev.millrace.plan.physical;

/** A side of a join. */
public enum Side {
    LEFT, RIGHT
}
