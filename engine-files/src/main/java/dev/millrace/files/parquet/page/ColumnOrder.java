package dev.millrace.files.parquet.page;

/** In which order a writer found the min and max of a column. */
public enum ColumnOrder {
    /** As the column's type says. */
    BY_TYPE,
    /** All floating-point values, NaN with its bits included. */
    IEEE_754_TOTAL,
    /** One that this version does not know: min and max say nothing. */
    UNKNOWN
}
