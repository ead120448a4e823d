package dev.millrace.cli.sql;

import java.io.IOException;
import java.io.Writer;

/** Where a {@link Workbench} shows what it does. Used by one thread. */
public interface Screen {

    /** Takes the text of results. */
    Writer results();

    /** A line about a result that is no part of it: its rows, its time. */
    void remark(String line);

    /** Most rows of one result; the others are left out and the query ends. */
    long mostRows();

    /** True when every result is followed by a remark with its rows and time. */
    boolean remarksAlways();

    /**
     * Lets the person change a text in an editor.
     *
     * @throws IOException when there is no editor
     */
    String edit(String text) throws IOException;
}
