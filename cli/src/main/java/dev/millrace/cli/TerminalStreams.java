package dev.millrace.cli;

import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/**
 * The process's standard streams. The launcher says in the property {@code millrace.terminal} which of them are terminals: {@code "02"}
 * means that standard input and standard error are; without it the console is asked, which knows of input and output together.
 */
public final class TerminalStreams {

    private static final int BUFFER = 1 << 16;

    private TerminalStreams() {}

    public static boolean inputIsTerminal() {
        return isTerminal('0');
    }

    public static boolean outputIsTerminal() {
        return isTerminal('1');
    }

    public static boolean errorIsTerminal() {
        return isTerminal('2');
    }

    /** Standard output for results: UTF-8 whatever the locale is, in large pieces, and failing when nobody reads. */
    public static Writer output() {
        return new BufferedWriter(new OutputStreamWriter(new FileOutputStream(FileDescriptor.out), StandardCharsets.UTF_8), BUFFER);
    }

    /** Standard error, UTF-8, written at the end of each line. */
    public static PrintWriter error() {
        return new PrintWriter(new OutputStreamWriter(new FileOutputStream(FileDescriptor.err), StandardCharsets.UTF_8), true);
    }

    private static boolean isTerminal(char descriptor) {
        String told = System.getProperty("millrace.terminal");
        return told != null ? told.indexOf(descriptor) >= 0 : System.console() != null && System.console().isTerminal();
    }
}
