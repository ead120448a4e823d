package dev.millrace.expr;

/** What an expression does with a value it cannot compute: an error (ANSI), or NULL ({@code try_…}). */
public enum OnError {
    THROW, NULL
}
