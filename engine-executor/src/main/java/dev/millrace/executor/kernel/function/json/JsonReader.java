package dev.millrace.executor.kernel.function.json;

import dev.millrace.executor.kernel.function.options.FormatOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads one JSON text into maps (in the order of the text; the last of equal names counts), lists, strings, {@link JsonNumber},
 * booleans and null.
 *
 * <p>{@code Object root = JsonReader.read("{'a': 1}", new FormatOptions(null, "from_json"));}
 *
 * <p>Source of the grammar: RFC 8259, with the liberties that options give.
 */
public final class JsonReader {

    private static final int MAX_DEPTH = 1000;
    private static final Pattern NUMBER = Pattern.compile("-?(?:0|[1-9]\\d*)(?:\\.\\d+)?(?:[eE][-+]?\\d+)?");
    private static final Pattern NUMBER_WITH_ZEROS = Pattern.compile("-?\\d+(?:\\.\\d+)?(?:[eE][-+]?\\d+)?");
    private static final Pattern SPECIAL = Pattern.compile("NaN|[-+]?(?:Infinity|INF)");
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{Nd}_$@#*+\\-]+");

    private final String text;
    private final boolean comments;
    private final boolean singleQuotes;
    private final boolean bareNames;
    private final boolean leadingZeros;
    private final boolean specialNumbers;
    private final boolean anyEscape;
    private final boolean controls;
    private int at;
    private int depth;

    private JsonReader(String text, FormatOptions options) {
        this.text = text;
        this.comments = options.flag("allowComments", false);
        this.singleQuotes = options.flag("allowSingleQuotes", true);
        this.bareNames = options.flag("allowUnquotedFieldNames", false);
        this.leadingZeros = options.flag("allowNumericLeadingZeros", false);
        this.specialNumbers = options.flag("allowNonNumericNumbers", true);
        this.anyEscape = options.flag("allowBackslashEscapingAnyCharacter", false);
        this.controls = options.flag("allowUnquotedControlChars", false);
    }

    /** The first value of the text; what follows it is not looked at. */
    public static @Nullable Object read(String text, FormatOptions options) throws MalformedJson {
        return new JsonReader(text, options).value();
    }

    private @Nullable Object value() throws MalformedJson {
        skipBlanks();
        char c = peek();
        return switch (c) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> string('"');
            case '\'' -> {
                if (!singleQuotes) {
                    throw unexpected();
                }
                yield string('\'');
            }
            case 't' -> word("true", true);
            case 'f' -> word("false", false);
            case 'n' -> word("null", null);
            default -> number();
        };
    }

    private Map<String, @Nullable Object> object() throws MalformedJson {
        enter();
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        if (!take('}')) {
            do {
                String name = name();
                if (!take(':')) {
                    throw unexpected();
                }
                fields.put(name, value());
            } while (take(','));
            if (!take('}')) {
                throw unexpected();
            }
        }
        depth--;
        return fields;
    }

    private List<@Nullable Object> array() throws MalformedJson {
        enter();
        List<@Nullable Object> items = new ArrayList<>();
        if (!take(']')) {
            do {
                items.add(value());
            } while (take(','));
            if (!take(']')) {
                throw unexpected();
            }
        }
        depth--;
        return items;
    }

    private void enter() throws MalformedJson {
        at++;
        if (++depth > MAX_DEPTH) {
            throw new MalformedJson("nested more than " + MAX_DEPTH + " deep");
        }
    }

    private String name() throws MalformedJson {
        skipBlanks();
        char c = peek();
        if (c == '"' || c == '\'' && singleQuotes) {
            return string(c);
        }
        Matcher matcher = NAME.matcher(text).region(at, text.length());
        if (!bareNames || !matcher.lookingAt()) {
            throw unexpected();
        }
        at = matcher.end();
        return matcher.group();
    }

    private String string(char quote) throws MalformedJson {
        StringBuilder string = new StringBuilder();
        at++;
        for (char c = peek(); c != quote; c = peek()) {
            at++;
            if (c == '\\') {
                string.append(escaped());
            } else if (c < ' ' && !controls) {
                throw new MalformedJson("a control character in a string");
            } else {
                string.append(c);
            }
        }
        at++;
        return string.toString();
    }

    private char escaped() throws MalformedJson {
        char c = peek();
        at++;
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> {
                if (at + 4 > text.length() || !text.substring(at, at + 4).matches("[0-9a-fA-F]{4}")) {
                    throw unexpected();
                }
                at += 4;
                yield (char) Integer.parseInt(text, at - 4, at, 16);
            }
            default -> {
                if (!anyEscape && !(c == '\'' && singleQuotes)) {
                    throw unexpected();
                }
                yield c;
            }
        };
    }

    private JsonNumber number() throws MalformedJson {
        for (Pattern pattern : List.of(leadingZeros ? NUMBER_WITH_ZEROS : NUMBER, SPECIAL)) {
            Matcher matcher = pattern.matcher(text).region(at, text.length());
            if (matcher.lookingAt() && (pattern != SPECIAL || specialNumbers)) {
                at = matcher.end();
                if (at < text.length() && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '.')) {
                    throw unexpected();
                }
                return new JsonNumber(matcher.group());
            }
        }
        throw unexpected();
    }

    private @Nullable Object word(String word, @Nullable Object value) throws MalformedJson {
        if (!text.startsWith(word, at)) {
            throw unexpected();
        }
        at += word.length();
        if (at < text.length() && Character.isLetterOrDigit(text.charAt(at))) {
            throw unexpected();
        }
        return value;
    }

    private boolean take(char c) throws MalformedJson {
        skipBlanks();
        if (peek() != c) {
            return false;
        }
        at++;
        return true;
    }

    private char peek() throws MalformedJson {
        if (at >= text.length()) {
            throw new MalformedJson("the text ends too early");
        }
        return text.charAt(at);
    }

    private void skipBlanks() throws MalformedJson {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
                at++;
            } else if (c == '/' && comments) {
                skipComment();
            } else {
                return;
            }
        }
    }

    private void skipComment() throws MalformedJson {
        boolean block = text.startsWith("/*", at);
        if (!block && !text.startsWith("//", at)) {
            throw unexpected();
        }
        int end = text.indexOf(block ? "*/" : "\n", at + 2);
        at = end < 0 ? text.length() : end + (block ? 2 : 1);
    }

    private MalformedJson unexpected() {
        return new MalformedJson(at < text.length() ? "'" + text.charAt(at) + "' at " + (at + 1) : "the text ends too early");
    }
}
