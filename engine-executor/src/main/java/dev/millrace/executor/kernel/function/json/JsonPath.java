package dev.millrace.executor.kernel.function.json;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A path into a JSON tree: {@code $.store.book[0]['title']}, {@code *} for every element.
 *
 * @param steps names, indexes and {@link #EVERY}
 */
public record JsonPath(List<Object> steps) {

    /** Stands for every element of an array, or every value of an object. */
    static final Object EVERY = "*" + '\u0000';

    private static final Pattern STEP = Pattern.compile("\\.\\*|\\.([^.\\[]+)|\\[\\s*(\\d+)\\s*]|\\[\\*]|\\['([^']*)']|\\[\"([^\"]*)\"]");

    /** Null for a text that is no path. */
    public static @Nullable JsonPath parse(String text) {
        if (!text.startsWith("$")) {
            return null;
        }
        List<Object> steps = new ArrayList<>();
        Matcher matcher = STEP.matcher(text);
        int at = 1;
        while (at < text.length()) {
            if (!matcher.find(at) || matcher.start() != at) {
                return null;
            }
            if (matcher.group(2) != null) {
                steps.add(Integer.valueOf(matcher.group(2)));
            } else if (matcher.group(1) != null) {
                steps.add(matcher.group(1));
            } else if (matcher.group(3) != null) {
                steps.add(matcher.group(3));
            } else {
                steps.add(matcher.group(4) != null ? matcher.group(4) : EVERY);
            }
            at = matcher.end();
        }
        return new JsonPath(steps);
    }

    /** What the path finds as text: a string bare, all else as JSON; an array for several finds; null for none. */
    public @Nullable String find(@Nullable Object tree) {
        List<Object> found = new ArrayList<>();
        collect(tree, 0, found);
        if (found.isEmpty()) {
            return null;
        }
        boolean several = steps.contains(EVERY);
        Object only = found.getFirst();
        return several ? JsonWriter.text(found.size() == 1 ? only : found) : only instanceof String text ? text : JsonWriter.text(only);
    }

    private void collect(@Nullable Object tree, int step, List<Object> found) {
        if (tree == null) {
            return;
        }
        if (step == steps.size()) {
            found.add(tree);
            return;
        }
        Object wanted = steps.get(step);
        if (wanted == EVERY) {
            if (tree instanceof List<?> items) {
                items.forEach(item -> collect(item, step + 1, found));
            }
        } else if (wanted instanceof Integer index) {
            if (tree instanceof List<?> items && index < items.size()) {
                collect(items.get(index), step + 1, found);
            }
        } else if (tree instanceof Map<?, ?> fields) {
            collect(fields.get(wanted), step + 1, found);
        } else if (tree instanceof List<?> items) {
            items.forEach(item -> collect(item, step, found));
        }
    }
}
