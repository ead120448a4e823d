package dev.millrace.testkit.simulation;

import java.util.ArrayList;
import java.util.List;

/** What happened in a run, line by line; kept only when somebody wants to read it. */
final class Trace {

    private final Agenda agenda;
    private final boolean kept;
    private final List<String> lines = new ArrayList<>();

    Trace(Agenda agenda, boolean kept) {
        this.agenda = agenda;
        this.kept = kept;
    }

    void note(String what, Object detail) {
        if (kept) {
            lines.add("%11.3f ms  %s %s".formatted(agenda.now() / 1000.0, what, detail));
        }
    }

    List<String> lines() {
        return List.copyOf(lines);
    }
}
