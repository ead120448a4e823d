package dev.millrace.types;

import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Reads types and schemas from DDL text, as in {@code CREATE TABLE}.
 *
 * <p>{@code TypeParser.type("decimal(10,2)")}, {@code TypeParser.type("array<struct<a:int, b:string>>")},
 * {@code TypeParser.schema("id BIGINT NOT NULL, name STRING COMMENT 'as written'")}
 *
 * <p>Words are found ignoring case; a name in backquotes may hold any character (a backquote doubled). {@code CHAR(n)} and {@code
 * VARCHAR(n)} are read as STRING. Comments are read and left out.
 */
public final class TypeParser {

    private final String text;
    private int at;

    private TypeParser(String text) {
        this.text = text;
    }

    /**
     * One type.
     *
     * @throws EngineException PARSE_SYNTAX_ERROR with the position and what was expected there
     */
    public static DataType type(String text) {
        TypeParser parser = new TypeParser(text);
        DataType type = parser.type();
        parser.end();
        return type;
    }

    /**
     * Columns separated by commas: {@code id BIGINT, name STRING NOT NULL}. A colon may stand between name and type. Empty text is the
     * schema without columns.
     *
     * @throws EngineException PARSE_SYNTAX_ERROR with the position and what was expected there
     */
    public static Schema schema(String text) {
        TypeParser parser = new TypeParser(text);
        parser.skipBlanks();
        List<Field> fields = new ArrayList<>();
        if (parser.at < text.length()) {
            do {
                fields.add(parser.field());
            } while (parser.take(','));
        }
        parser.end();
        return new Schema(fields);
    }

    private Field field() {
        String name = name();
        take(':');
        DataType type = type();
        boolean nullable = true;
        if (takeWord("NOT")) {
            expectWord("NULL");
            nullable = false;
        }
        if (takeWord("COMMENT")) {
            skipQuoted();
        }
        return new Field(name, type, nullable);
    }

    private DataType type() {
        skipBlanks();
        int start = at;
        String word = word();
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "boolean" -> DataType.BOOLEAN;
            case "tinyint", "byte" -> DataType.TINYINT;
            case "smallint", "short" -> DataType.SMALLINT;
            case "int", "integer" -> DataType.INT;
            case "bigint", "long" -> DataType.BIGINT;
            case "float", "real" -> DataType.FLOAT;
            case "double" -> DataType.DOUBLE;
            case "decimal", "dec", "numeric" -> decimal(start);
            case "string" -> DataType.STRING;
            case "char", "character", "varchar" -> {
                expect('(');
                number();
                expect(')');
                yield DataType.STRING;
            }
            case "binary" -> DataType.BINARY;
            case "date" -> DataType.DATE;
            case "timestamp", "timestamp_ltz" -> DataType.TIMESTAMP;
            case "timestamp_ntz" -> DataType.TIMESTAMP_NTZ;
            case "void", "null" -> DataType.NULL;
            case "interval" -> interval();
            case "array" -> {
                expect('<');
                DataType element = type();
                expect('>');
                yield DataType.array(element);
            }
            case "map" -> {
                expect('<');
                DataType key = type();
                expect(',');
                DataType value = type();
                expect('>');
                yield DataType.map(key, value);
            }
            case "struct" -> struct();
            case "" -> throw failure(start, "a type");
            default -> throw failure(start, "a type such as BIGINT, STRING, DECIMAL(10,2) or ARRAY<INT>");
        };
    }

    private DataType decimal(int start) {
        int precision = 10;
        int scale = 0;
        if (take('(')) {
            precision = number();
            if (take(',')) {
                scale = number();
            }
            expect(')');
        }
        if (precision < 1 || precision > DataType.DecimalType.MAX_PRECISION || scale > precision) {
            throw failure(start, "a precision from 1 to 38 and a scale from 0 to the precision");
        }
        return DataType.decimal(precision, scale);
    }

    private DataType interval() {
        skipBlanks();
        int start = at;
        String from = word().toUpperCase(Locale.ROOT);
        String to = takeWord("TO") ? word().toUpperCase(Locale.ROOT) : from;
        return switch (from + " " + to) {
            case "YEAR YEAR", "YEAR MONTH", "MONTH MONTH" -> DataType.INTERVAL_YEAR_MONTH;
            case "DAY DAY", "DAY HOUR", "DAY MINUTE", "DAY SECOND", "HOUR HOUR", "HOUR MINUTE", "HOUR SECOND", "MINUTE MINUTE",
                    "MINUTE SECOND",
                    "SECOND SECOND" ->
                    DataType.INTERVAL_DAY_TIME;
            default -> throw failure(start, "the fields of an interval such as YEAR TO MONTH or DAY TO SECOND");
        };
    }

    private DataType struct() {
        List<Field> fields = new ArrayList<>();
        expect('<');
        if (!take('>')) {
            do {
                fields.add(field());
            } while (take(','));
            expect('>');
        }
        return new DataType.StructType(fields);
    }

    private String name() {
        skipBlanks();
        int start = at;
        if (!take('`')) {
            String name = word();
            if (name.isEmpty()) {
                throw failure(start, "a column name");
            }
            return name;
        }
        StringBuilder name = new StringBuilder();
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c != '`') {
                name.append(c);
            } else if (at < text.length() && text.charAt(at) == '`') {
                name.append(c);
                at++;
            } else if (name.isEmpty()) {
                throw failure(start, "a column name");
            } else {
                return name.toString();
            }
        }
        throw failure(start, "a closing `");
    }

    /** Letters, digits and underscores; empty when something else stands here. */
    private String word() {
        skipBlanks();
        int start = at;
        while (at < text.length() && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_')) {
            at++;
        }
        return text.substring(start, at);
    }

    private boolean takeWord(String wanted) {
        int start = at;
        if (word().equalsIgnoreCase(wanted)) {
            return true;
        }
        at = start;
        return false;
    }

    private void expectWord(String wanted) {
        if (!takeWord(wanted)) {
            skipBlanks();
            throw failure(at, wanted);
        }
    }

    private int number() {
        skipBlanks();
        int start = at;
        int value = 0;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9' && at - start < 9) {
            value = value * 10 + text.charAt(at++) - '0';
        }
        if (at == start) {
            throw failure(start, "a number");
        }
        return value;
    }

    private void skipQuoted() {
        skipBlanks();
        int start = at;
        char quote = at < text.length() ? text.charAt(at) : ' ';
        if (quote != '\'' && quote != '"') {
            throw failure(start, "a comment in quotes");
        }
        for (at++; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '\\') {
                at++;
            } else if (c == quote) {
                at++;
                return;
            }
        }
        at = start;
        throw failure(start, "a closing " + quote);
    }

    private boolean take(char wanted) {
        skipBlanks();
        if (at < text.length() && text.charAt(at) == wanted) {
            at++;
            return true;
        }
        return false;
    }

    private void expect(char wanted) {
        if (!take(wanted)) {
            throw failure(at, String.valueOf(wanted));
        }
    }

    private void end() {
        skipBlanks();
        if (at < text.length()) {
            throw failure(at, "the end or a comma");
        }
    }

    private void skipBlanks() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private EngineException failure(int position, String expected) {
        int end = position;
        while (end < text.length() && Character.isLetterOrDigit(text.charAt(end))) {
            end++;
        }
        String found = position >= text.length() ? "the end" : "'" + text.substring(position, Math.max(end, position + 1)) + "'";
        return ErrorCondition.PARSE_SYNTAX_ERROR.with("position", "character " + (position + 1) + " of \"" + text + "\"", "detail",
                "expected " + expected + ", but found " + found + ".");
    }
}
