package dev.millrace.cli.daemon;

import dev.millrace.cli.ExitCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Ends a worker at once when its parent has gone: the parent holds the other end of its standard input. */
final class ParentWatch {

    private ParentWatch() {}

    static void start(InputStream input) {
        Thread thread = new Thread(() -> {
            try {
                input.transferTo(OutputStream.nullOutputStream());
            } catch (IOException e) {
                // As good as its end.
            }
            Runtime.getRuntime().halt(ExitCode.INTERNAL_ERROR.number());
        }, "millrace-parent");
        thread.setDaemon(true);
        thread.start();
    }
}
