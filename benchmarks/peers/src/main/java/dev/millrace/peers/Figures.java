package dev.millrace.peers;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** What one engine printed, line by line. */
final class Figures {

    private final int warmup;
    private final Map<String, List<Double>> milliseconds = new LinkedHashMap<>();
    private final Map<String, String> answers = new LinkedHashMap<>();
    private final Map<String, String> errors = new LinkedHashMap<>();
    private final Map<String, Double> extras = new LinkedHashMap<>();

    /** @param warmup runs of each query that are not counted */
    Figures(int warmup) {
        this.warmup = warmup;
    }

    /** Takes a line {@code query,run,ms,rows,checksum}; others are ignored. */
    void add(String line) {
        String[] fields = line.split(",", 5);
        if (fields.length < 5) {
            return;
        }
        String query = fields[0];
        if (query.startsWith("#")) {
            extras.put(query, Double.parseDouble(fields[2]));
        } else if (fields[2].equals("ERROR")) {
            errors.put(query, fields[4]);
        } else {
            List<Double> runs = milliseconds.computeIfAbsent(query, name -> new ArrayList<>());
            if (Integer.parseInt(fields[1]) >= warmup) {
                runs.add(Double.parseDouble(fields[2]));
            }
            String answer = fields[3] + " rows " + fields[4];
            String before = answers.putIfAbsent(query, answer);
            if (before != null && !before.equals(answer)) {
                errors.put(query, "two runs differ: " + before + " and " + answer);
            }
        }
    }

    /** Median of the counted runs; empty for a query that failed. */
    OptionalDouble median(String query) {
        List<Double> runs = milliseconds.getOrDefault(query, List.of());
        if (runs.isEmpty() || errors.containsKey(query)) {
            return OptionalDouble.empty();
        }
        double[] sorted = runs.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int middle = sorted.length / 2;
        return OptionalDouble.of(sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2);
    }

    /** Number of rows and checksum. */
    Optional<String> answer(String query) {
        return Optional.ofNullable(answers.get(query));
    }

    Optional<String> error(String query) {
        return Optional.ofNullable(errors.get(query));
    }

    /** Milliseconds from the start of the process to a usable session. */
    double sessionMilliseconds() {
        return extras.getOrDefault("#session", 0.0);
    }

    /** Peak resident memory. */
    double peakMebibytes() {
        return extras.getOrDefault("#rss", 0.0) / 1024;
    }
}
