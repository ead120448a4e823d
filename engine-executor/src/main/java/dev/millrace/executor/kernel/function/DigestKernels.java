package dev.millrace.executor.kernel.function;

import dev.millrace.error.ErrorCondition;
import dev.millrace.executor.kernel.FunctionKernel;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** Kernels of hashes and of encodings of bytes. */
final class DigestKernels {

    private static final HexFormat UPPER_HEX = HexFormat.of().withUpperCase();

    private DigestKernels() {}

    static @Nullable FunctionKernel find(String name) {
        return switch (name) {
            case "xxhash64" -> new HashKernel(new XxHash64());
            case "hash" -> new HashKernel(new Murmur3());
            case "md5" -> RowKernel.strict((_, values) -> digest("MD5", (byte[]) values[0]));
            case "sha1" -> RowKernel.strict((_, values) -> digest("SHA-1", (byte[]) values[0]));
            case "sha2" -> RowKernel.strict((_, values) -> switch ((Integer) values[1]) {
                case 224, 384, 512 -> digest("SHA-" + values[1], (byte[]) values[0]);
                case 0, 256 -> digest("SHA-256", (byte[]) values[0]);
                default -> null;
            });
            case "crc32" -> RowKernel.strict((_, values) -> checksum((byte[]) values[0]));
            case "base64" -> RowKernel.strict((_, values) -> Base64.getEncoder().encodeToString((byte[]) values[0]));
            case "unbase64" -> RowKernel.strict((call, values) -> unbase64((String) values[0], call.text()));
            case "hex" -> RowKernel.strict((_, values) -> hex(values[0]));
            case "unhex" -> RowKernel.strict((_, values) -> unhex((String) values[0]));
            case "encode" ->
                    RowKernel.strict((call, values) -> ((String) values[0]).getBytes(charset((String) values[1], call.function())));
            case "decode" -> RowKernel.strict((call, values) -> decoded((byte[]) values[0], charset((String) values[1], call.function())));
            default -> null;
        };
    }

    private static String digest(String algorithm, byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw ErrorCondition.INTERNAL_ERROR.caused(e, "detail", "The JDK has no " + algorithm + ".");
        }
    }

    private static long checksum(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return crc.getValue();
    }

    private static byte[] unbase64(String text, String expression) {
        try {
            return Base64.getMimeDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw ErrorCondition.CAST_INVALID_INPUT.caused(e, "value", "'" + text + "'", "from", "STRING", "to", "BINARY", "expression",
                    expression);
        }
    }

    private static String hex(@Nullable Object value) {
        return switch (value) {
            case Long number -> Long.toHexString(number).toUpperCase(Locale.ROOT);
            case String text -> UPPER_HEX.formatHex(text.getBytes(StandardCharsets.UTF_8));
            case null, default -> UPPER_HEX.formatHex((byte[]) value);
        };
    }

    private static byte @Nullable [] unhex(String text) {
        try {
            return HexFormat.of().parseHex(text.length() % 2 == 0 ? text : "0" + text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static Charset charset(String name, String function) {
        try {
            return Charset.forName(name);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw ErrorCondition.INVALID_PARAMETER_VALUE.caused(e, "parameter", "the character set", "function", function, "expected",
                    "UTF-8 or another",
                    "actual", name);
        }
    }

    private static String decoded(byte[] bytes, Charset charset) {
        try {
            return charset.newDecoder().onMalformedInput(CodingErrorAction.REPLACE).onUnmappableCharacter(CodingErrorAction.REPLACE)
                    .decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw ErrorCondition.INTERNAL_ERROR.caused(e, "detail", "Decoding by " + charset + " failed.");
        }
    }
}
