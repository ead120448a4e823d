package dev.millrace.files.detect;

import java.util.ArrayList;
import java.util.List;

/**
 * The records of a piece of CSV text under one assumption about separator and quote. A quote counts at the beginning of a field; within
 * quotes a doubled quote, or one behind a backslash, does not end the field.
 *
 * @param records     fields without their quotes
 * @param quoted      fields that stood in quotes
 * @param broken      quotes that something other than a separator or a line end follows
 * @param lineBreaks  whether a quoted field has a line end in it
 * @param backslashes whether a backslash stands before a quote within quotes
 */
record SampleRecords(List<List<String>> records, int quoted, int broken, boolean lineBreaks, boolean backslashes) {

    private static final int MOST = 1000;

    /** @param whole false when the text ends anywhere: the last record is left out then, if there is another */
    static SampleRecords read(String text, char separator, char quote, boolean whole) {
        return new Reader(text, separator, quote).read(whole);
    }

    /** The number of fields that most records have. */
    int width() {
        int best = 0;
        long most = 0;
        for (List<String> record : records) {
            long count = withWidth(record.size());
            if (count > most || (count == most && record.size() > best)) {
                most = count;
                best = record.size();
            }
        }
        return best;
    }

    /** Share of the records that have the usual width. */
    double consistency() {
        return records.isEmpty() ? 0 : (double) withWidth(width()) / records.size();
    }

    private long withWidth(int width) {
        return records.stream().filter(record -> record.size() == width).count();
    }

    private static final class Reader {
        private final String text;
        private final char separator;
        private final char quote;
        private final List<List<String>> records = new ArrayList<>();
        private int at;
        private int quoted;
        private int broken;
        private boolean lineBreaks;
        private boolean backslashes;
        private boolean open;

        Reader(String text, char separator, char quote) {
            this.text = text;
            this.separator = separator;
            this.quote = quote;
        }

        SampleRecords read(boolean whole) {
            while (at < text.length() && records.size() < MOST) {
                List<String> record = record();
                if (record.size() > 1 || !record.getFirst().isBlank()) {
                    records.add(record);
                }
            }
            boolean cut = !whole && at >= text.length() && !text.endsWith("\n");
            if ((cut || open) && records.size() > 1) {
                records.removeLast();
            }
            return new SampleRecords(List.copyOf(records), quoted, broken + (open && whole ? 1 : 0), lineBreaks, backslashes);
        }

        private List<String> record() {
            List<String> fields = new ArrayList<>();
            fields.add(field());
            while (at < text.length() && text.charAt(at) == separator) {
                at++;
                fields.add(field());
            }
            if (at < text.length() && text.charAt(at) == '\r') {
                at++;
            }
            if (at < text.length() && text.charAt(at) == '\n') {
                at++;
            }
            return fields;
        }

        private String field() {
            if (at < text.length() && text.charAt(at) == quote) {
                return quotedField();
            }
            int start = at;
            at = fieldEnd(at);
            return text.substring(start, at);
        }

        private int fieldEnd(int from) {
            int end = from;
            while (end < text.length() && text.charAt(end) != separator && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
                end++;
            }
            return end;
        }

        private String quotedField() {
            StringBuilder field = new StringBuilder();
            quoted++;
            at++;
            while (at < text.length()) {
                char letter = text.charAt(at);
                boolean last = at + 1 == text.length();
                if (letter == quote && !last && text.charAt(at + 1) == quote) {
                    at++;
                } else if (letter == '\\' && !last && text.charAt(at + 1) == quote && !endsField(at + 2)) {
                    backslashes = true;
                    at++;
                } else if (letter == quote) {
                    at++;
                    int end = fieldEnd(at);
                    broken += text.substring(at, end).isBlank() ? 0 : 1;
                    at = end;
                    return field.toString();
                }
                lineBreaks |= letter == '\n' || letter == '\r';
                field.append(text.charAt(at++));
            }
            open = true;
            return field.toString();
        }

        private boolean endsField(int position) {
            return fieldEnd(position) == position;
        }
    }
}
