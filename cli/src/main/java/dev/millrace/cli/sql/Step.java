package dev.millrace.cli.sql;

/** One thing to do. The line is that of its first character in the text it comes from, counted from 1. */
public sealed interface Step {

    int line();

    /** A statement without its {@code ;}. */
    record Sql(String text, int line) implements Step {}

    /** A command of the shell with its arguments: {@code \d trips}, {@code .mode csv}. */
    record Command(String text, int line) implements Step {}
}
