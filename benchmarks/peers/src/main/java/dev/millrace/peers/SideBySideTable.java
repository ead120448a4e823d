package dev.millrace.peers;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeSet;
import java.util.function.Function;

/** The medians in columns, ratios to the first engine, totals, and where answers differ. */
final class SideBySideTable {

    private final Map<String, Figures> engines;
    private final List<String> queries;

    SideBySideTable(Map<String, Figures> engines, List<String> queries) {
        this.engines = engines;
        this.queries = queries;
    }

    String markdown() {
        String first = engines.keySet().iterator().next();
        StringBuilder text = new StringBuilder("| query |");
        StringBuilder rule = new StringBuilder("|---|");
        for (String engine : engines.keySet()) {
            text.append(' ').append(engine).append(" ms |").append(engine.equals(first) ? "" : " " + engine + " / " + first + " |");
            rule.append(engine.equals(first) ? "---:|" : "---:|---:|");
        }
        text.append('\n').append(rule).append('\n');
        for (String query : queries) {
            appendRow(text, query, first, engine -> engines.get(engine).median(query));
        }
        List<String> common = queries.stream().filter(query -> engines.values().stream().allMatch(figures -> figures.median(query)
                .isPresent())).toList();
        appendRow(text, "total of " + common.size(), first, engine -> OptionalDouble.of(common.stream()
                .mapToDouble(query -> engines.get(engine).median(query).orElse(0)).sum()));
        appendRow(text, "session start", first, engine -> OptionalDouble.of(engines.get(engine).sessionMilliseconds()));
        appendRow(text, "peak MiB", first, engine -> OptionalDouble.of(engines.get(engine).peakMebibytes()));
        for (String difference : differences()) {
            text.append("\n* ").append(difference);
        }
        for (Map.Entry<String, Figures> engine : engines.entrySet()) {
            for (String query : queries) {
                engine.getValue().error(query).ifPresent(error -> text.append("\n* ").append(query).append(" failed in ")
                        .append(engine.getKey()).append(": ").append(error));
            }
        }
        return text.append('\n').toString();
    }

    private void appendRow(StringBuilder text, String title, String first, Function<String, OptionalDouble> value) {
        text.append("| ").append(title).append(" |");
        OptionalDouble ours = value.apply(first);
        for (String engine : engines.keySet()) {
            OptionalDouble theirs = value.apply(engine);
            text.append(' ').append(theirs.isPresent() ? String.format(Locale.ROOT, "%.1f", theirs.getAsDouble()) : "–").append(" |");
            if (!engine.equals(first)) {
                boolean both = theirs.isPresent() && ours.isPresent() && ours.getAsDouble() > 0;
                String ratio = both ? String.format(Locale.ROOT, "%.2f", theirs.getAsDouble() / ours.getAsDouble()) : "–";
                text.append(' ').append(ratio).append(" |");
            }
        }
        text.append('\n');
    }

    List<String> differences() {
        List<String> differences = new ArrayList<>();
        for (String query : queries) {
            TreeSet<String> answers = new TreeSet<>();
            engines.values().forEach(figures -> figures.answer(query).ifPresent(answers::add));
            if (answers.size() > 1) {
                StringBuilder text = new StringBuilder(query + " has different answers:");
                engines.forEach((engine, figures) -> figures.answer(query).ifPresent(answer -> text.append(' ').append(engine)
                        .append(' ').append(answer).append(';')));
                differences.add(text.toString());
            }
        }
        return differences;
    }
}
