package dev.millrace.plan;

/** What a write does when its target exists. */
public enum WriteMode {
    ERROR_IF_EXISTS, APPEND, OVERWRITE, IGNORE
}
