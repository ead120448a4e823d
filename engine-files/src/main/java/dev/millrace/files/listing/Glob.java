package dev.millrace.files.listing;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Patterns of file names: {@code *}, {@code ?}, {@code [a-z]}, {@code [!a]}, {@code {a,b}} (also across folders), a backslash before a
 * letter meant as such.
 */
final class Glob {

    private static final String SPECIAL = "*?[{";

    private Glob() {}

    static boolean isPattern(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (SPECIAL.indexOf(text.charAt(i)) >= 0) {
                return true;
            }
        }
        return false;
    }

    /** The alternatives of all braces written out, so that what is left can be cut at slashes. */
    static List<String> alternatives(String pattern) {
        int open = pattern.indexOf('{');
        int close = open < 0 ? -1 : closing(pattern, open);
        if (close < 0) {
            return List.of(pattern);
        }
        List<String> all = new ArrayList<>();
        int start = open + 1;
        int depth = 0;
        for (int i = start; i <= close; i++) {
            char letter = pattern.charAt(i);
            depth += letter == '{' ? 1 : letter == '}' && i < close ? -1 : 0;
            if (i == close || (letter == ',' && depth == 0)) {
                all.addAll(alternatives(pattern.substring(0, open) + pattern.substring(start, i) + pattern.substring(close + 1)));
                start = i + 1;
            }
        }
        return all;
    }

    private static int closing(String pattern, int open) {
        int depth = 0;
        for (int i = open; i < pattern.length(); i++) {
            depth += pattern.charAt(i) == '{' ? 1 : pattern.charAt(i) == '}' ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        return -1;
    }

    /** What matches one name, without braces. A set that is not closed is meant as it is written. */
    static Pattern name(String pattern) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char letter = pattern.charAt(i);
            int end = letter == '[' ? pattern.indexOf(']', i + 2) : -1;
            if (letter == '*') {
                regex.append(".*");
            } else if (letter == '?') {
                regex.append('.');
            } else if (end > 0) {
                String set = pattern.substring(i + 1, end).replace("\\", "\\\\").replace("[", "\\[").replace("&", "\\&");
                regex.append('[').append(set.startsWith("!") ? "^" + set.substring(1) : set).append(']');
                i = end;
            } else if (letter == '\\' && i + 1 < pattern.length()) {
                regex.append(Pattern.quote(pattern.substring(i + 1, i + 2)));
                i++;
            } else {
                regex.append(Pattern.quote(String.valueOf(letter)));
            }
        }
        try {
            return Pattern.compile(regex.toString(), Pattern.DOTALL);
        } catch (PatternSyntaxException e) {
            return Pattern.compile(Pattern.quote(pattern));
        }
    }
}
