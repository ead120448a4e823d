package dev.millrace.driver.analyze;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** What somebody may have meant: names within a small edit distance (Levenshtein, ignoring case), nearest first. */
public final class NearestNames {

    private static final int MOST = 3;

    private NearestNames() {}

    /** {@code  Did you mean one of: "a", "b"?} with a space in front, or nothing. */
    public static String suggestion(String name, Collection<String> known) {
        List<String> nearest = of(name, known);
        if (nearest.isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder(" Did you mean one of: ");
        for (int i = 0; i < nearest.size(); i++) {
            text.append(i == 0 ? "\"" : ", \"").append(nearest.get(i)).append('"');
        }
        return text.append('?').toString();
    }

    /** As {@link #suggestion}; when nothing is near, the first names there are. */
    public static String suggestionOrSome(String name, Collection<String> known) {
        String nearest = suggestion(name, known);
        if (!nearest.isEmpty() || known.isEmpty()) {
            return nearest;
        }
        StringBuilder text = new StringBuilder(" There are: ");
        int shown = 0;
        for (String candidate : known) {
            text.append(shown == 0 ? "\"" : ", \"").append(candidate).append('"');
            if (++shown == 2 * MOST && known.size() > shown) {
                text.append(" …");
                break;
            }
        }
        return text.append('.').toString();
    }

    public static List<String> of(String name, Collection<String> known) {
        String wanted = name.toLowerCase(Locale.ROOT);
        int reach = Math.max(2, wanted.length() / 3);
        List<String> nearest = new ArrayList<>();
        for (int distance = 0; distance <= reach && nearest.size() < MOST; distance++) {
            for (String candidate : known) {
                boolean here = distance(wanted, candidate.toLowerCase(Locale.ROOT), reach) == distance;
                if (here && nearest.size() < MOST && !nearest.contains(candidate)) {
                    nearest.add(candidate);
                }
            }
        }
        return nearest;
    }

    private static int distance(String from, String to, int reach) {
        if (Math.abs(from.length() - to.length()) > reach) {
            return Integer.MAX_VALUE;
        }
        int[] above = new int[to.length() + 1];
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = above[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, Math.min(above[j], row[j - 1]) + 1);
            }
            int[] spare = above;
            above = row;
            row = spare;
        }
        return above[to.length()];
    }
}
