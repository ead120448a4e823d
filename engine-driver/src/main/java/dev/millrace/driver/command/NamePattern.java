package dev.millrace.driver.command;

import java.util.Optional;
import java.util.regex.Pattern;

/** The pattern of SHOW: {@code *} stands for any letters, {@code |} for or; without case. */
final class NamePattern {

    private final Pattern pattern;

    /** @param text no text matches all */
    NamePattern(Optional<String> text) {
        StringBuilder regex = new StringBuilder();
        for (String alternative : text.orElse("*").split("\\|", -1)) {
            regex.append(regex.isEmpty() ? "" : "|");
            String[] parts = alternative.strip().split("\\*", -1);
            for (int i = 0; i < parts.length; i++) {
                regex.append(i == 0 ? "" : ".*").append(Pattern.quote(parts[i]));
            }
        }
        this.pattern = Pattern.compile(regex.toString(), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL);
    }

    boolean matches(String name) {
        return pattern.matcher(name).matches();
    }
}
