package dev.millrace.function;

import dev.millrace.expr.Expr;
import dev.millrace.function.FunctionDefinition.Nulls;
import dev.millrace.types.DataType;
import java.util.List;

/** Definitions of functions that encrypt, and that check and convert bytes of texts. */
final class SecurityFunctions {

    private static final DataType TEXT = DataType.STRING;
    private static final DataType BYTES = DataType.BINARY;

    private SecurityFunctions() {}

    static List<FunctionDefinition> all() {
        Scalars scalars = new Scalars("bytes");
        scalars.add("aes_encrypt", List.of(), 2, 6, Typings.fixed(BYTES, BYTES, BYTES, TEXT, TEXT, BYTES, BYTES), Nulls.STRICT_OR_NULL,
                true,
                "aes_encrypt(expr, key[, mode[, padding[, iv[, aad]]]])",
                "The bytes encrypted by AES with a key of 16, 24 or 32 bytes; the mode is GCM (default), CBC or ECB.");
        scalars.add("aes_decrypt", List.of(), 2, 5, Typings.fixed(BYTES, BYTES, BYTES, TEXT, TEXT, BYTES), Nulls.STRICT_OR_NULL, true,
                "aes_decrypt(expr, key[, mode[, padding[, aad]]])", "What aes_encrypt was given.");
        scalars.partial("try_aes_decrypt", 2, 5, Typings.fixed(BYTES, BYTES, BYTES, TEXT, TEXT, BYTES),
                "try_aes_decrypt(expr, key[, mode[, padding[, aad]]])", "As aes_decrypt; null where that fails.");
        scalars.partial("to_binary", 1, 2, Typings.fixed(BYTES, TEXT), "to_binary(text[, format])",
                "The bytes of a text written as hex (default), utf-8 or base64.");
        scalars.partial("try_to_binary", 1, 2, Typings.fixed(BYTES, TEXT), "try_to_binary(text[, format])",
                "As to_binary; null for a text of another form.");
        scalars.strict("is_valid_utf8", 1, 1, SecurityFunctions::checkedToBoolean, "is_valid_utf8(text)", "True when the bytes are UTF-8.");
        scalars.strict("make_valid_utf8", 1, 1, SecurityFunctions::checked, "make_valid_utf8(text)",
                "The text with the replacement character for bytes that are not UTF-8.");
        scalars.partial("validate_utf8", 1, 1, SecurityFunctions::checked, "validate_utf8(text)",
                "The text itself; INVALID_UTF8_STRING when its bytes are not UTF-8.");
        scalars.partial("try_validate_utf8", 1, 1, SecurityFunctions::checked, "try_validate_utf8(text)",
                "The text itself; null when its bytes are not UTF-8.");
        scalars.partial("quote", 1, 1, Typings.fixed(TEXT, TEXT), "quote(text)", "The text in single quotes, those inside it escaped.");
        scalars.partial("parse_url", 2, 3, Typings.fixed(TEXT, TEXT), "parse_url(url, part[, key])",
                "A part of a URL: HOST, PATH, QUERY, REF, PROTOCOL, FILE, AUTHORITY or USERINFO; with a key one value of the QUERY.");
        scalars.partial("try_parse_url", 2, 3, Typings.fixed(TEXT, TEXT), "try_parse_url(url, part[, key])",
                "As parse_url; null for what is no URL.");
        scalars.partial("try_url_decode", 1, 1, Typings.fixed(TEXT, TEXT), "try_url_decode(text)",
                "As url_decode; null for what is no encoded text.");
        scalars.strict("sentences", 1, 3, Typings.fixed(DataType.array(new DataType.ArrayType(TEXT, false)), TEXT),
                "sentences(text[, language[, country]])", "The words of each sentence, by the rules of a language.");
        bitmaps(scalars);
        return scalars.all();
    }

    private static void bitmaps(Scalars scalars) {
        scalars.strict("bitmap_bucket_number", 1, 1, Typings.fixed(DataType.BIGINT, DataType.BIGINT), "bitmap_bucket_number(expr)",
                "The number of the bitmap of 32,768 bits that has the bit of a number.");
        scalars.strict("bitmap_bit_position", 1, 1, Typings.fixed(DataType.BIGINT, DataType.BIGINT), "bitmap_bit_position(expr)",
                "The position of a number's bit in its bitmap.");
        scalars.strict("bitmap_count", 1, 1, arguments -> {
            if (!(arguments.getFirst().type() instanceof DataType.BinaryType || arguments.getFirst().type() instanceof DataType.NullType)) {
                throw Typings.mismatch("bitmap_count", arguments, 0, "a BINARY");
            }
            return new Typing.Choice(List.of(BYTES), DataType.BIGINT);
        }, "bitmap_count(bitmap)", "The number of bits that are set.");
    }

    /** Bytes are looked at as they are, anything else as text. */
    private static DataType textOrBytes(Expr argument) {
        return argument.type() instanceof DataType.BinaryType ? BYTES : TEXT;
    }

    private static Typing.Choice checked(List<Expr> arguments) {
        return new Typing.Choice(List.of(textOrBytes(arguments.getFirst())), TEXT);
    }

    private static Typing.Choice checkedToBoolean(List<Expr> arguments) {
        return new Typing.Choice(List.of(textOrBytes(arguments.getFirst())), DataType.BOOLEAN);
    }
}
