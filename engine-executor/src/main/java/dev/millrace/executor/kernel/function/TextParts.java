package dev.millrace.executor.kernel.function;

import java.util.ArrayList;
import java.util.List;

/** Cutting, padding and comparing single texts by code points. */
final class TextParts {

    private static final String SOUNDEX = "01230120022455012623010202";

    private TextParts() {}

    static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    /** From a position counted from 1, or from the end when negative; what lies outside of the text is left out. */
    static String substring(String text, int position, int length) {
        int points = length(text);
        long start = position > 0 ? position - 1L : position == 0 ? 0 : (long) points + position;
        long end = Math.min(points, start + Math.max(0, length));
        int from = Math.clamp(start, 0, points);
        if (end <= from) {
            return "";
        }
        int first = text.offsetByCodePoints(0, from);
        return text.substring(first, text.offsetByCodePoints(first, (int) end - from));
    }

    static String beforeDelimiter(String text, String delimiter, int count) {
        if (delimiter.isEmpty() || count == 0) {
            return "";
        }
        if (count > 0) {
            int at = -delimiter.length();
            for (int i = 0; i < count; i++) {
                at = text.indexOf(delimiter, at + delimiter.length());
                if (at < 0) {
                    return text;
                }
            }
            return text.substring(0, at);
        }
        int at = text.length();
        for (int i = 0; i < -(long) count; i++) {
            at = text.lastIndexOf(delimiter, at - 1);
            if (at < 0) {
                return text;
            }
        }
        return text.substring(at + delimiter.length());
    }

    static List<String> split(String text, String delimiter) {
        List<String> parts = new ArrayList<>();
        int from = 0;
        for (int at = text.indexOf(delimiter); at >= 0; at = text.indexOf(delimiter, from)) {
            parts.add(text.substring(from, at));
            from = at + delimiter.length();
        }
        parts.add(text.substring(from));
        return parts;
    }

    /** As for texts, by bytes. */
    static byte[] padded(byte[] bytes, int length, byte[] padding, boolean left) {
        int size = padding.length == 0 ? Math.min(bytes.length, Math.max(length, 0)) : Math.max(length, 0);
        byte[] result = new byte[size];
        int missing = Math.max(0, size - bytes.length);
        System.arraycopy(bytes, 0, result, left ? missing : 0, Math.min(size, bytes.length));
        for (int i = 0; i < missing; i++) {
            result[left ? i : bytes.length + i] = padding[i % padding.length];
        }
        return result;
    }

    static String padded(String text, int length, String padding, boolean left) {
        int points = length(text);
        if (length <= points) {
            return substring(text, 1, length);
        }
        if (padding.isEmpty()) {
            return text;
        }
        int missing = length - points;
        String fill = substring(padding.repeat(missing / length(padding) + 1), 1, missing);
        return left ? fill + text : text + fill;
    }

    static String overlaid(String text, String replacement, int position, int length) {
        int covered = length < 0 ? length(replacement) : length;
        return substring(text, 1, position - 1) + replacement + substring(text, Math.max(1, position + covered), Integer.MAX_VALUE);
    }

    static String translated(String text, String from, String to) {
        int[] source = from.codePoints().toArray();
        int[] target = to.codePoints().toArray();
        StringBuilder result = new StringBuilder(text.length());
        text.codePoints().forEach(point -> {
            for (int i = 0; i < source.length; i++) {
                if (source[i] == point) {
                    if (i < target.length) {
                        result.appendCodePoint(target[i]);
                    }
                    return;
                }
            }
            result.appendCodePoint(point);
        });
        return result.toString();
    }

    /** Position of the part, from 1, at or after {@code from}; 0 for nowhere. */
    static int position(String text, String part, int from) {
        if (from < 1 || from > length(text) + 1) {
            return 0;
        }
        int at = text.indexOf(part, text.offsetByCodePoints(0, from - 1));
        return at < 0 ? 0 : text.codePointCount(0, at) + 1;
    }

    /** Levenshtein's distance (Wagner and Fischer, "The String-to-String Correction Problem", 1974). */
    static int distance(String left, String right) {
        int[] one = left.codePoints().toArray();
        int[] other = right.codePoints().toArray();
        int[] row = new int[other.length + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length; i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.length; j++) {
                int change = diagonal + (one[i - 1] == other[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[other.length];
    }

    /** The American Soundex code; a text that begins with no letter is given back as it is. */
    static String soundex(String text) {
        if (text.isEmpty() || code(text.charAt(0)) == 0) {
            return text;
        }
        char[] result = {Character.toUpperCase(text.charAt(0)), '0', '0', '0'};
        char last = code(text.charAt(0));
        int filled = 1;
        for (int i = 1; i < text.length() && filled < result.length; i++) {
            char letter = Character.toUpperCase(text.charAt(i));
            char code = code(letter);
            if (code == 0) {
                last = 0;
            } else if (letter != 'H' && letter != 'W') {
                if (code != '0' && code != last) {
                    result[filled++] = code;
                }
                last = code;
            }
        }
        return new String(result);
    }

    private static char code(char letter) {
        char upper = Character.toUpperCase(letter);
        return upper >= 'A' && upper <= 'Z' ? SOUNDEX.charAt(upper - 'A') : 0;
    }
}
