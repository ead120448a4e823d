package dev.millrace.files.listing;

import org.jspecify.annotations.Nullable;

/**
 * Names of Hive-style partition folders: {@code year=2020}, with {@code %3A} and the like for characters that a path cannot or should
 * not hold, and {@value #NULL} for a null.
 */
public final class PartitionFolder {

    /** Stands for a null, and for an empty text, which a folder name cannot tell from it. */
    public static final String NULL = "__HIVE_DEFAULT_PARTITION__";

    private static final String ESCAPED = "\"#%'*/:=?\\{[]^\u007f";

    private PartitionFolder() {}

    /** The folder's name. */
    public static String name(String column, @Nullable String value) {
        return escape(column) + "=" + (value == null || value.isEmpty() ? NULL : escape(value));
    }

    static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 8);
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character < ' ' || ESCAPED.indexOf(character) >= 0) {
                escaped.append('%').append(Character.toUpperCase(Character.forDigit(character >> 4, 16)))
                        .append(Character.toUpperCase(Character.forDigit(character & 15, 16)));
            } else {
                escaped.append(character);
            }
        }
        return escaped.toString();
    }

    static String unescape(String text) {
        int percent = text.indexOf('%');
        if (percent < 0) {
            return text;
        }
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            int high = character == '%' && i + 2 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
            int low = high < 0 ? -1 : Character.digit(text.charAt(i + 2), 16);
            if (low >= 0) {
                plain.append((char) (high << 4 | low));
                i += 2;
            } else {
                plain.append(character);
            }
        }
        return plain.toString();
    }
}
