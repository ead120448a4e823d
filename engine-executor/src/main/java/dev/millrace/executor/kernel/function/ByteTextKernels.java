package dev.millrace.executor.kernel.function;

import dev.millrace.error.ErrorCondition;
import dev.millrace.executor.kernel.FunctionKernel;
import dev.millrace.executor.kernel.KernelCall;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Kernels that check and convert the bytes of texts, take URLs apart, and find words. */
final class ByteTextKernels {

    private static final int BITMAP_BITS = 8 * 4096;

    private ByteTextKernels() {}

    static @Nullable FunctionKernel find(String name) {
        return switch (name) {
            case "to_binary" -> RowKernel.strict((call, values) -> {
                byte[] bytes = encoded(call, values);
                if (bytes == null) {
                    throw ErrorCondition.CONVERSION_INVALID_INPUT.with("value", "'" + values[0] + "'", "to", "BINARY", "expression",
                            call.text(), "alternative", "try_to_binary");
                }
                return bytes;
            });
            case "try_to_binary" -> RowKernel.strict(ByteTextKernels::encoded);
            case "is_valid_utf8" -> RowKernel.strict((_, values) -> isValid(values[0]));
            case "make_valid_utf8" -> RowKernel.strict((_, values) -> text(values[0]));
            case "try_validate_utf8" -> RowKernel.strict((_, values) -> isValid(values[0]) ? text(values[0]) : null);
            case "validate_utf8" -> RowKernel.strict((_, values) -> {
                if (!isValid(values[0])) {
                    throw ErrorCondition.INVALID_UTF8_STRING.with("bytes", HexFormat.of().formatHex((byte[]) values[0]));
                }
                return text(values[0]);
            });
            case "quote" -> RowKernel.strict((_, values) -> "'" + text(values[0]).replace("'", "\\'") + "'");
            case "parse_url" -> RowKernel.strict((_, values) -> {
                try {
                    return part(new URI(text(values[0])), values);
                } catch (URISyntaxException e) {
                    throw ErrorCondition.INVALID_URL.caused(e, "url", "'" + values[0] + "'");
                }
            });
            case "try_parse_url" -> RowKernel.strict((_, values) -> {
                try {
                    return part(new URI(text(values[0])), values);
                } catch (URISyntaxException e) {
                    return null;
                }
            });
            case "try_url_decode" -> RowKernel.strict((_, values) -> {
                try {
                    return URLDecoder.decode(text(values[0]), StandardCharsets.UTF_8);
                } catch (IllegalArgumentException e) {
                    return null;
                }
            });
            case "sentences" -> RowKernel.withNulls((_, values) -> values[0] == null ? null : sentences(values));
            case "bitmap_bucket_number" -> WholeKernel.of((n, _) -> n > 0 ? 1 + (n - 1) / BITMAP_BITS : n / BITMAP_BITS);
            case "bitmap_bit_position" -> WholeKernel.of((n, _) -> n > 0 ? (n - 1) % BITMAP_BITS : -n % BITMAP_BITS);
            case "bitmap_count" -> RowKernel.strict((_, values) -> bits((byte[]) values[0]));
            default -> null;
        };
    }

    private static byte @Nullable [] encoded(KernelCall call, @Nullable Object[] values) {
        String text = text(values[0]);
        String format = values.length > 1 ? text(values[1]).toLowerCase(Locale.ROOT) : "hex";
        try {
            return switch (format) {
                case "hex" -> HexFormat.of().parseHex(text.length() % 2 == 0 ? text : "0" + text);
                case "utf-8", "utf8" -> text.getBytes(StandardCharsets.UTF_8);
                case "base64" -> Base64.getDecoder().decode(text.replaceAll("\\s", ""));
                default -> throw ErrorCondition.INVALID_PARAMETER_VALUE.with("parameter", "the format", "function", call.function(),
                        "expected", "hex, utf-8 or base64", "actual", format);
            };
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static String text(@Nullable Object value) {
        return value instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : String.valueOf(value);
    }

    private static boolean isValid(@Nullable Object value) {
        if (!(value instanceof byte[] bytes)) {
            return true;
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static @Nullable String part(URI url, @Nullable Object[] values) {
        String part = text(values[1]);
        if (values.length > 2) {
            String query = url.getRawQuery();
            if (!part.equals("QUERY") || query == null) {
                return null;
            }
            Matcher matcher = Pattern.compile("(&|^)" + Pattern.quote(text(values[2])) + "=([^&]*)").matcher(query);
            return matcher.find() ? matcher.group(2) : null;
        }
        return switch (part) {
            case "HOST" -> url.getHost();
            case "PATH" -> url.getRawPath();
            case "QUERY" -> url.getRawQuery();
            case "REF" -> url.getRawFragment();
            case "PROTOCOL" -> url.getScheme();
            case "FILE" -> url.getRawQuery() == null ? url.getRawPath() : url.getRawPath() + "?" + url.getRawQuery();
            case "AUTHORITY" -> url.getRawAuthority();
            case "USERINFO" -> url.getRawUserInfo();
            default -> null;
        };
    }

    private static List<List<String>> sentences(@Nullable Object[] values) {
        String language = values.length > 1 && values[1] instanceof String given ? given : "";
        String country = values.length > 2 && values[2] instanceof String given ? given : "";
        Locale locale = language.isEmpty() ? Locale.US : Locale.of(language, country);
        List<List<String>> sentences = new ArrayList<>();
        for (String sentence : pieces(BreakIterator.getSentenceInstance(locale), text(values[0]))) {
            List<String> words = new ArrayList<>();
            for (String word : pieces(BreakIterator.getWordInstance(locale), sentence)) {
                if (Character.isLetterOrDigit(word.codePointAt(0))) {
                    words.add(word);
                }
            }
            sentences.add(words);
        }
        return sentences;
    }

    private static List<String> pieces(BreakIterator breaks, String text) {
        List<String> pieces = new ArrayList<>();
        breaks.setText(text);
        int start = breaks.first();
        for (int end = breaks.next(); end != BreakIterator.DONE; end = breaks.next()) {
            pieces.add(text.substring(start, end));
            start = end;
        }
        return pieces;
    }

    private static long bits(byte[] bitmap) {
        long bits = 0;
        for (byte part : bitmap) {
            bits += Integer.bitCount(part & 0xFF);
        }
        return bits;
    }
}
