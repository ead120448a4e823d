package dev.millrace.files.detect;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What kind of CSV a piece of text is. Every separator is tried with every quote; the best is the one under which
 *
 * <ol>
 * <li>the largest share of records has the same number of fields,
 * <li>the fewest quotes stand where none belongs,
 * <li>records have the most fields, and the most of them in quotes,
 * </ol>
 *
 * in this order, comma and {@code "} first among equals. A separator that most records do not have is none. The first record is a header
 * when a column of numbers, moments or booleans begins with something else; when all columns are text, when its fields are different
 * names that do not occur again below them.
 *
 * <p>The idea of trying all dialects and scoring them by consistency is that of van den Burg, Nazábal and Sutton, "Wrangling messy CSV
 * files by detecting row and type patterns" (2019), in a simple form.
 *
 * @param records under this dialect
 */
record CsvDialect(char separator, char quote, boolean header, SampleRecords records) {

    private static final char[] SEPARATORS = {',', '\t', ';', '|'};
    private static final char[] QUOTES = {'"', '\''};
    private static final double LEAST_CONSISTENCY = 0.5;
    private static final int LONGEST_NAME = 64;
    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?|NaN|[+-]?Inf(inity)?");
    private static final Pattern MOMENT = Pattern.compile("\\d{4}-\\d{1,2}-\\d{1,2}([ T]\\d{1,2}:\\d{2}(:\\d{2}(\\.\\d+)?)?.{0,40})?");
    private static final Pattern NAME = Pattern.compile("[\\p{L}_#%@$][^\\n\\r]*");

    private enum Kind {
        EMPTY, NUMBER, MOMENT, BOOLEAN, TEXT
    }

    /** @param whole whether the text is all there is */
    static CsvDialect of(String text, boolean whole) {
        CsvDialect best = of(text, ',', '"', whole);
        for (char quote : QUOTES) {
            for (char separator : SEPARATORS) {
                CsvDialect other = of(text, separator, quote, whole);
                best = other.isBetterThan(best) ? other : best;
            }
        }
        return best;
    }

    private static CsvDialect of(String text, char separator, char quote, boolean whole) {
        SampleRecords records = SampleRecords.read(text, separator, quote, whole);
        return new CsvDialect(separator, quote, hasHeader(records), records);
    }

    /** False for text whose records have one field each, whatever stands between them. */
    boolean isTable() {
        return records.width() > 1 && records.consistency() >= LEAST_CONSISTENCY;
    }

    private boolean isBetterThan(CsvDialect other) {
        if (isTable() != other.isTable()) {
            return isTable();
        }
        int order = Double.compare(records.consistency(), other.records.consistency());
        order = order != 0 ? order : Integer.compare(other.records.broken(), records.broken());
        order = order != 0 ? order : Integer.compare(records.width(), other.records.width());
        return (order != 0 ? order : Integer.compare(records.quoted(), other.records.quoted())) > 0;
    }

    /** Options of the data source {@code csv}. */
    Map<String, String> options() {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("header", Boolean.toString(header));
        options.put("sep", String.valueOf(separator));
        options.put("quote", String.valueOf(quote));
        options.put("escape", records.backslashes() ? "\\" : String.valueOf(quote));
        if (records.lineBreaks()) {
            options.put("multiline", "true");
        }
        return options;
    }

    private static boolean hasHeader(SampleRecords sample) {
        List<List<String>> records = sample.records();
        if (records.isEmpty()) {
            return false;
        }
        List<String> first = records.getFirst();
        List<List<String>> rest = records.subList(1, records.size());
        boolean typed = false;
        for (int column = 0; column < first.size(); column++) {
            Kind kind = kind(rest, column);
            if (kind != Kind.EMPTY && kind != Kind.TEXT) {
                typed = true;
                Kind above = kind(first.get(column));
                if (above == Kind.TEXT) {
                    return true;
                }
            }
        }
        return !typed && areNames(first, rest);
    }

    private static Kind kind(List<List<String>> records, int column) {
        Kind kind = Kind.EMPTY;
        for (List<String> record : records) {
            Kind found = column < record.size() ? kind(record.get(column)) : Kind.EMPTY;
            if (found != Kind.EMPTY) {
                kind = kind == Kind.EMPTY || kind == found ? found : Kind.TEXT;
            }
        }
        return kind;
    }

    private static Kind kind(String field) {
        String text = field.strip();
        return text.isEmpty() ? Kind.EMPTY
                : NUMBER.matcher(text).matches() ? Kind.NUMBER
                        : MOMENT.matcher(text).matches() ? Kind.MOMENT
                                : text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false") ? Kind.BOOLEAN : Kind.TEXT;
    }

    private static boolean areNames(List<String> first, List<List<String>> rest) {
        Set<String> names = new HashSet<>();
        List<String> below = new ArrayList<>();
        for (int column = 0; column < first.size(); column++) {
            String name = first.get(column).strip();
            if (kind(name) != Kind.TEXT || name.length() > LONGEST_NAME || !NAME.matcher(name).matches()
                    || !names.add(name.toLowerCase(Locale.ROOT))) {
                return false;
            }
            for (List<String> record : rest) {
                if (column < record.size()) {
                    below.add(record.get(column).strip().toLowerCase(Locale.ROOT));
                }
            }
        }
        return below.stream().noneMatch(names::contains);
    }
}
