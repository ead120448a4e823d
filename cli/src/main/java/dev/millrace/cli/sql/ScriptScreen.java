package dev.millrace.cli.sql;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;

/** Results on standard output, all their rows; remarks, when somebody asked for them, on standard error. */
final class ScriptScreen implements Screen {

    private final Writer out;
    private final PrintWriter err;

    ScriptScreen(Writer out, PrintWriter err) {
        this.out = out;
        this.err = err;
    }

    @Override
    public Writer results() {
        return out;
    }

    @Override
    public void remark(String line) {
        err.println(line);
    }

    @Override
    public long mostRows() {
        return Long.MAX_VALUE;
    }

    @Override
    public boolean remarksAlways() {
        return false;
    }

    @Override
    public String edit(String text) throws IOException {
        throw new IOException("\\e needs a terminal");
    }
}
