package dev.millrace.executor.kernel.function;

import dev.millrace.columnar.Values;
import dev.millrace.error.ErrorCondition;
import dev.millrace.executor.kernel.FunctionKernel;
import dev.millrace.executor.kernel.KernelCall;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IllegalFormatException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Kernels of functions on texts. Positions and lengths count code points. */
final class TextKernels {

    private TextKernels() {}

    static @Nullable FunctionKernel find(String name) {
        return switch (name) {
            case "upper" -> new TextCase(true);
            case "lower" -> new TextCase(false);
            case "initcap" -> RowKernel.strict((_, values) -> capitalized(text(values, 0)));
            case "length" -> new TextLength();
            case "octet_length" -> RowKernel.strict((_, values) -> bytes(values[0]).length);
            case "bit_length" -> RowKernel.strict((_, values) -> 8 * bytes(values[0]).length);
            case "reverse" -> RowKernel.strict((_, values) -> reversed(values[0]));
            case "trim", "btrim", "ltrim", "rtrim" -> new TextTrim();
            case "repeat" -> RowKernel.strict((_, values) -> text(values, 0).repeat(Math.max(0, number(values, 1))));
            case "space" -> RowKernel.strict((_, values) -> " ".repeat(Math.max(0, number(values, 0))));
            case "concat", "||" -> new TextConcat(RowKernel.strict((_, values) -> concatenated(values)));
            case "concat_ws" -> RowKernel.withNulls((_, values) -> joined(values));
            default -> part(name);
        };
    }

    private static @Nullable FunctionKernel part(String name) {
        return switch (name) {
            case "substring" -> new TextCut(TextCut.Part.MIDDLE);
            case "left" -> new TextCut(TextCut.Part.LEFT);
            case "right" -> new TextCut(TextCut.Part.RIGHT);
            case "substring_index" ->
                    RowKernel.strict((_, values) -> TextParts.beforeDelimiter(text(values, 0), text(values, 1), number(values, 2)));
            case "split_part" -> RowKernel.strict((call, values) -> splitPart(call, text(values, 0), text(values, 1), number(values, 2)));
            case "lpad" -> RowKernel.strict((_, values) -> padded(values, true));
            case "rpad" -> RowKernel.strict((_, values) -> padded(values, false));
            case "overlay" -> RowKernel.strict((_, values) -> TextParts.overlaid(text(values, 0), text(values, 1), number(values, 2),
                    values.length > 3 ? number(values, 3) : TextParts.length(text(values, 1))));
            case "replace" -> RowKernel.strict((_, values) -> text(values, 1).isEmpty() ? text(values, 0)
                    : text(values, 0).replace(text(values, 1), values.length > 2 ? text(values, 2) : ""));
            case "translate" -> RowKernel.strict((_, values) -> TextParts.translated(text(values, 0), text(values, 1), text(values, 2)));
            case "elt" ->
                    RowKernel.withNulls((_, values) -> values[0] instanceof Integer n ? values[chosen(n, values.length - 1)] : null);
            default -> search(name);
        };
    }

    private static int chosen(int index, int count) {
        if (index < 1 || index > count) {
            throw ErrorCondition.INVALID_ARRAY_INDEX.with("index", index, "size", count);
        }
        return index;
    }

    private static Object padded(@Nullable Object[] values, boolean left) {
        if (values[0] instanceof byte[] bytes) {
            byte[] padding = values.length > 2 ? (byte[]) values[2] : new byte[1];
            return TextParts.padded(bytes, number(values, 1), padding, left);
        }
        return TextParts.padded(text(values, 0), number(values, 1), values.length > 2 ? text(values, 2) : " ", left);
    }

    private static @Nullable FunctionKernel search(String name) {
        return switch (name) {
            case "instr" -> RowKernel.strict((_, values) -> TextParts.position(text(values, 0), text(values, 1), 1));
            case "locate" -> RowKernel
                    .strict((_, values) -> TextParts.position(text(values, 1), text(values, 0), values.length > 2 ? number(values, 2) : 1));
            case "find_in_set" -> RowKernel.strict((_, values) -> text(values, 0).indexOf(',') >= 0 ? 0
                    : Arrays.asList(text(values, 1).split(",", -1)).indexOf(text(values, 0)) + 1);
            case "levenshtein" -> RowKernel.strict((_, values) -> {
                int distance = TextParts.distance(text(values, 0), text(values, 1));
                return values.length > 2 && distance > number(values, 2) ? -1 : distance;
            });
            case "soundex" -> RowKernel.strict((_, values) -> TextParts.soundex(text(values, 0)));
            case "ascii" -> RowKernel.strict((_, values) -> text(values, 0).isEmpty() ? 0 : text(values, 0).codePointAt(0));
            case "chr" -> RowKernel.strict((_, values) -> (Long) values[0] < 0 ? "" : Character.toString((int) ((Long) values[0] % 256)));
            case "format_string" -> RowKernel.withNulls(TextKernels::printed);
            case "mask" -> RowKernel.withNulls((_, values) -> masked(values));
            case "luhn_check" -> RowKernel.strict((_, values) -> hasLuhnDigit(text(values, 0)));
            case "url_encode" -> RowKernel.strict((_, values) -> URLEncoder.encode(text(values, 0), StandardCharsets.UTF_8));
            case "url_decode" -> RowKernel.strict((call, values) -> decoded(call, text(values, 0)));
            case "format_number" -> RowKernel.strict((_, values) -> formatted((Double) values[0], number(values, 1)));
            default -> null;
        };
    }

    private static String text(@Nullable Object[] values, int index) {
        return (String) values[index];
    }

    private static int number(@Nullable Object[] values, int index) {
        return (Integer) values[index];
    }

    private static byte[] bytes(@Nullable Object value) {
        return value instanceof String text ? text.getBytes(StandardCharsets.UTF_8) : (byte[]) value;
    }

    private static String capitalized(String text) {
        StringBuilder result = new StringBuilder(text.length());
        boolean first = true;
        for (int at = 0; at < text.length();) {
            int point = text.codePointAt(at);
            result.appendCodePoint(first ? Character.toTitleCase(point) : Character.toLowerCase(point));
            first = point == ' ';
            at += Character.charCount(point);
        }
        return result.toString();
    }

    private static Object reversed(@Nullable Object value) {
        if (value instanceof List<?> list) {
            List<Object> elements = new ArrayList<>(list);
            Collections.reverse(elements);
            return elements;
        }
        return new StringBuilder((String) value).reverse().toString();
    }

    private static Object concatenated(@Nullable Object[] values) {
        if (values.length > 0 && values[0] instanceof List<?>) {
            List<Object> all = new ArrayList<>();
            for (Object value : values) {
                all.addAll((List<?>) value);
            }
            return all;
        }
        StringBuilder all = new StringBuilder();
        for (Object value : values) {
            all.append((String) value);
        }
        return all.toString();
    }

    private static @Nullable Object joined(@Nullable Object[] values) {
        if (values[0] == null) {
            return null;
        }
        List<String> parts = new ArrayList<>();
        for (int i = 1; i < values.length; i++) {
            if (values[i] instanceof List<?> list) {
                list.forEach(element -> {
                    if (element != null) {
                        parts.add((String) element);
                    }
                });
            } else if (values[i] != null) {
                parts.add((String) values[i]);
            }
        }
        return String.join((String) values[0], parts);
    }

    private static String splitPart(KernelCall call, String text, String delimiter, int part) {
        if (part == 0) {
            throw ErrorCondition.INVALID_PARAMETER_VALUE.with("parameter", "the part", "function", call.function(), "expected",
                    "a number other than 0",
                    "actual", 0);
        }
        List<String> parts = delimiter.isEmpty() ? List.of(text) : TextParts.split(text, delimiter);
        int index = part > 0 ? part - 1 : parts.size() + part;
        return index >= 0 && index < parts.size() ? parts.get(index) : "";
    }

    private static @Nullable Object printed(KernelCall call, @Nullable Object[] values) {
        if (values[0] == null) {
            return null;
        }
        Object[] shown = new Object[values.length - 1];
        for (int i = 0; i < shown.length; i++) {
            shown[i] = Values.toJava(values[i + 1], call.argumentType(i + 1));
        }
        try {
            return String.format(Locale.US, text(values, 0), shown);
        } catch (IllegalFormatException e) {
            throw ErrorCondition.INVALID_PARAMETER_VALUE.caused(e, "parameter", "the format", "function", call.function(), "expected",
                    "a format of Java that fits the values", "actual", values[0]);
        }
    }

    private static @Nullable Object masked(@Nullable Object[] values) {
        if (values[0] == null) {
            return null;
        }
        Object[] masks = {"X", "x", "n", null};
        System.arraycopy(values, 1, masks, 0, values.length - 1);
        StringBuilder result = new StringBuilder();
        text(values, 0).codePoints().forEach(point -> {
            int kind = Character.isUpperCase(point) ? 0 : Character.isLowerCase(point) ? 1 : Character.isDigit(point) ? 2 : 3;
            if (masks[kind] instanceof String mask && !mask.isEmpty()) {
                result.appendCodePoint(mask.codePointAt(0));
            } else {
                result.appendCodePoint(point);
            }
        });
        return result.toString();
    }

    /** Source: ISO/IEC 7812-1, annex B. */
    private static boolean hasLuhnDigit(String digits) {
        int sum = 0;
        for (int i = digits.length() - 1, place = 0; i >= 0; i--, place++) {
            int digit = digits.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return false;
            }
            int counted = place % 2 == 0 ? digit : 2 * digit;
            sum += counted > 9 ? counted - 9 : counted;
        }
        return !digits.isEmpty() && sum % 10 == 0;
    }

    private static String decoded(KernelCall call, String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw ErrorCondition.INVALID_PARAMETER_VALUE.caused(e, "parameter", "the text", "function", call.function(), "expected",
                    "an encoded text", "actual", text);
        }
    }

    private static @Nullable String formatted(double number, int digits) {
        if (digits < 0) {
            return null;
        }
        return new DecimalFormat("#,##0" + (digits == 0 ? "" : "." + "0".repeat(digits)), DecimalFormatSymbols.getInstance(Locale.US))
                .format(number);
    }
}
