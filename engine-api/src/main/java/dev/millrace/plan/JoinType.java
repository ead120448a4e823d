package dev.millrace.plan;

/** SEMI and ANTI give the left columns only. NULL_AWARE_ANTI is {@code NOT IN}: no row at all when the right side holds a null key. */
public enum JoinType {
    INNER, LEFT, RIGHT, FULL, SEMI, ANTI, NULL_AWARE_ANTI, CROSS;

    /** Rows of the right side give columns. */
    public boolean givesRight() {
        return switch (this) {
            case INNER, LEFT, RIGHT, FULL, CROSS -> true;
            case SEMI, ANTI, NULL_AWARE_ANTI -> false;
        };
    }

    /** Left columns may be null where the input's are not. */
    public boolean padsLeft() {
        return this == RIGHT || this == FULL;
    }

    /** Right columns may be null where the input's are not. */
    public boolean padsRight() {
        return this == LEFT || this == FULL;
    }
}
