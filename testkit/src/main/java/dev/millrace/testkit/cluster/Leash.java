package dev.millrace.testkit.cluster;

import java.io.IOException;
import java.io.InputStream;

/** Ends this process when whoever started it has gone: then standard input ends too, even when the end was a SIGKILL. */
final class Leash {

    private static final int ORPHANED = 4;

    private Leash() {}

    static void hold(InputStream input) {
        Thread.ofPlatform().daemon().name("leash").start(() -> {
            try {
                while (input.read() >= 0) {
                    continue;
                }
            } catch (IOException e) {
                Runtime.getRuntime().halt(ORPHANED);
            }
            Runtime.getRuntime().halt(ORPHANED);
        });
    }
}
