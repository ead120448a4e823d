package dev.millrace.cli.shell;

import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/** An error's message in colour: its condition, and the line that marks where the mistake is. */
final class ErrorText {

    private static final AttributedStyle RED = AttributedStyle.BOLD.foreground(AttributedStyle.RED);

    private ErrorText() {}

    static AttributedStringBuilder of(String message) {
        AttributedStringBuilder text = new AttributedStringBuilder();
        int end = message.startsWith("[") ? message.indexOf(']') + 1 : 0;
        if (end == 0) {
            text.append("error: ", RED);
        }
        text.append(message.substring(0, end), RED);
        String separator = "";
        for (String line : message.substring(end).split("\n", -1)) {
            text.append(separator);
            text.append(line, !line.isBlank() && line.strip().chars().allMatch(c -> c == '^' || c == '~') ? RED : AttributedStyle.DEFAULT);
            separator = "\n";
        }
        return text;
    }
}
