package dev.millrace.function;

import dev.millrace.error.ErrorCondition;
import dev.millrace.expr.Expr;
import dev.millrace.expr.Literal;
import dev.millrace.function.FunctionDefinition.Nulls;
import dev.millrace.types.DataType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Definitions of functions on texts. Positions and lengths count characters (code points) from 1. */
final class StringFunctions {

    private static final DataType TEXT = DataType.STRING;

    private StringFunctions() {}

    static List<FunctionDefinition> all() {
        Scalars scalars = new Scalars("string");
        whole(scalars);
        parts(scalars);
        searches(scalars);
        codes(scalars);
        patterns(scalars);
        return scalars.all();
    }

    private static void whole(Scalars scalars) {
        Typing text = text();
        scalars.add("upper", List.of("ucase"), 1, 1, text, Nulls.STRICT, true, "upper(text)", "The text in upper case.");
        scalars.add("lower", List.of("lcase"), 1, 1, text, Nulls.STRICT, true, "lower(text)", "The text in lower case.");
        scalars.strict("initcap", 1, 1, text, "initcap(text)", "Each word with a capital first letter.");
        scalars.strict("soundex", 1, 1, text, "soundex(text)", "The Soundex code.");
        scalars.add("length", List.of("char_length", "character_length", "len"), 1, 1, StringFunctions::textOrBytesToInt, Nulls.STRICT,
                true,
                "length(expr)", "Characters of a text, or bytes of a binary value.");
        scalars.strict("octet_length", 1, 1, StringFunctions::textOrBytesToInt, "octet_length(expr)", "Bytes, in UTF-8.");
        scalars.strict("bit_length", 1, 1, StringFunctions::textOrBytesToInt, "bit_length(expr)", "Bits, in UTF-8.");
        scalars.strict("reverse", 1, 1, arguments -> {
            DataType type = arguments.getFirst().type() instanceof DataType.ArrayType array ? array : TEXT;
            return new Typing.Choice(List.of(type), type);
        }, "reverse(expr)", "The characters of a text, or the elements of an array, from last to first.");
        for (String name : List.of("trim", "ltrim", "rtrim")) {
            scalars.strict(name, 1, 2, text, name + "([characters, ]text)", "Without these characters (blanks by default) at "
                    + (name.equals("ltrim") ? "the beginning." : name.equals("rtrim") ? "the end." : "both ends."));
        }
        scalars.strict("btrim", 1, 2, text, "btrim(text[, characters])", "As trim, the text first.");
        scalars.strict("repeat", 2, 2, Typings.fixed(TEXT, TEXT, DataType.INT), "repeat(text, times)", "The text so many times.");
        scalars.strict("space", 1, 1, Typings.fixed(TEXT, DataType.INT), "space(n)", "So many blanks.");
        scalars.strict("concat", 0, FunctionDefinition.ANY, StringFunctions::concatenated, "concat(a, b, …)",
                "Texts, binary values or arrays one after the other.");
        scalars.strict("||", 2, 2, StringFunctions::concatenated, "a || b", "As concat.");
        scalars.add("concat_ws", List.of(), 1, FunctionDefinition.ANY, StringFunctions::joined, Nulls.FIRST, true,
                "concat_ws(separator, a, b, …)",
                "Texts and elements of text arrays with a separator between them; nulls are skipped.");
    }

    private static void parts(Scalars scalars) {
        scalars.add("substring", List.of("substr"), 2, 3, StringFunctions::part, Nulls.STRICT, true, "substring(text, position[, length])",
                "A part from this position on; a negative one counts from the end.");
        scalars.strict("left", 2, 2, StringFunctions::part, "left(text, length)", "The first characters.");
        scalars.strict("right", 2, 2, StringFunctions::part, "right(text, length)", "The last characters.");
        scalars.strict("substring_index", 3, 3, Typings.fixed(TEXT, TEXT, TEXT, DataType.INT), "substring_index(text, delimiter, count)",
                "What stands before so many delimiters; after them, counted from the end, for a negative count.");
        scalars.strict("split", 2, 3, Typings.fixed(new DataType.ArrayType(TEXT, false), TEXT, TEXT, DataType.INT),
                "split(text, pattern[, limit])",
                "The parts between the matches of a regular expression.");
        scalars.strict("split_part", 3, 3, Typings.fixed(TEXT, TEXT, TEXT, DataType.INT), "split_part(text, delimiter, part)",
                "One part between delimiters, from 1; from the end for a negative number; empty when there is none.");
        scalars.strict("lpad", 2, 3, StringFunctions::padded, "lpad(text, length[, padding])",
                "Filled up on the left to this length, or cut to it.");
        scalars.strict("rpad", 2, 3, StringFunctions::padded, "rpad(text, length[, padding])",
                "Filled up on the right to this length, or cut to it.");
        scalars.strict("overlay", 3, 4, Typings.fixed(TEXT, TEXT, TEXT, DataType.INT), "overlay(text, replacement, position[, length])",
                "The text with the characters from this position on replaced.");
        scalars.strict("replace", 2, 3, Typings.fixed(TEXT, TEXT), "replace(text, search[, replacement])", "Every occurrence replaced.");
        scalars.strict("translate", 3, 3, Typings.fixed(TEXT, TEXT), "translate(text, from, to)",
                "Each character of from replaced by the one at its place in to, or left out.");
        scalars.partial("elt", 2, FunctionDefinition.ANY, arguments -> {
            List<DataType> types = new ArrayList<>(List.of(DataType.INT));
            arguments.subList(1, arguments.size()).forEach(_ -> types.add(TEXT));
            return new Typing.Choice(types, TEXT);
        }, "elt(n, a, b, …)", "The n-th of the texts.");
    }

    private static void searches(Scalars scalars) {
        Typing position = Typings.fixed(DataType.INT, TEXT);
        scalars.strict("instr", 2, 2, position, "instr(text, part)", "Where the part first occurs; 0 for nowhere.");
        scalars.add("locate", List.of("position", "charindex"), 2, 3, Typings.fixed(DataType.INT, TEXT, TEXT, DataType.INT), Nulls.STRICT,
                true,
                "locate(part, text[, from])", "Where the part first occurs from a position on; 0 for nowhere.");
        scalars.strict("find_in_set", 2, 2, position, "find_in_set(text, list)",
                "The place of the text in a list with commas; 0 for none.");
        Typing test = Typings.fixed(DataType.BOOLEAN, TEXT);
        scalars.strict("startswith", 2, 2, test, "startswith(text, prefix)", "True when the text begins so.");
        scalars.strict("endswith", 2, 2, test, "endswith(text, suffix)", "True when the text ends so.");
        scalars.strict("contains", 2, 2, test, "contains(text, part)", "True when the part occurs.");
        scalars.strict("like", 2, 3, test, "text LIKE pattern [ESCAPE c]",
                "True when the text matches; % stands for any characters, _ for one.");
        scalars.strict("ilike", 2, 3, test, "text ILIKE pattern [ESCAPE c]", "As LIKE, ignoring case.");
        scalars.strict("levenshtein", 2, 3, Typings.fixed(DataType.INT, TEXT, TEXT, DataType.INT), "levenshtein(a, b[, most])",
                "The least number of changes from one text to the other; -1 above the most.");
    }

    private static void codes(Scalars scalars) {
        scalars.strict("ascii", 1, 1, Typings.fixed(DataType.INT, TEXT), "ascii(text)", "The code point of the first character.");
        scalars.add("chr", List.of("char"), 1, 1, Typings.fixed(TEXT, DataType.BIGINT), Nulls.STRICT, true, "chr(n)",
                "The character of the code n modulo 256.");
        scalars.strict("base64", 1, 1, Typings.fixed(TEXT, DataType.BINARY), "base64(binary)", "Bytes in Base64.");
        scalars.strict("unbase64", 1, 1, Typings.fixed(DataType.BINARY, TEXT), "unbase64(text)", "The bytes of a Base64 text.");
        scalars.strict("hex", 1, 1, arguments -> {
            DataType given = arguments.getFirst().type();
            DataType type = given instanceof DataType.BinaryType ? DataType.BINARY : given.isNumeric() ? DataType.BIGINT : TEXT;
            return new Typing.Choice(List.of(type), TEXT);
        }, "hex(expr)", "A number, text or binary value in hexadecimal digits.");
        scalars.partial("unhex", 1, 1, Typings.fixed(DataType.BINARY, TEXT), "unhex(text)",
                "The bytes of hexadecimal digits; null for others.");
        scalars.strict("encode", 2, 2, Typings.fixed(DataType.BINARY, TEXT), "encode(text, charset)",
                "The bytes of a text in a character set.");
        scalars.partial("decode", 2, 2, Typings.fixed(TEXT, DataType.BINARY, TEXT), "decode(binary, charset)",
                "The text of bytes in a character set.");
        scalars.strict("format_number", 2, 2, Typings.fixed(TEXT, DataType.DOUBLE, DataType.INT), "format_number(n, digits)",
                "The number with commas and so many decimals.");
        scalars.add("to_char", List.of("to_varchar"), 2, 2, StringFunctions::shown, Nulls.STRICT_OR_NULL, true, "to_char(expr, format)",
                "A number, date or timestamp as text by a format such as $99,999.99 or yyyy-MM; bytes in base64, hex or utf-8.");
        scalars.strict("to_number", 2, 2, arguments -> number("to_number", arguments), "to_number(text, format)",
                "The number that a text shows by a format such as $99,999.99.");
        scalars.partial("try_to_number", 2, 2, arguments -> number("try_to_number", arguments), "try_to_number(text, format)",
                "As to_number; null for a text of another form.");
        scalars.add("format_string", List.of("printf"), 1, FunctionDefinition.ANY, Typings.firstCast(TEXT), Nulls.OWN, true,
                "format_string(format, a, b, …)", "The format of Java with the values in the place of its %.");
        scalars.add("mask", List.of(), 1, 5, text(), Nulls.OWN, true, "mask(text[, upper[, lower[, digit[, other]]]])",
                "The characters of each kind replaced, by X, x, n and themselves by default; a kind is kept where null is given.");
        scalars.strict("luhn_check", 1, 1, Typings.fixed(DataType.BOOLEAN, TEXT), "luhn_check(digits)",
                "True when the last digit is right by the Luhn algorithm.");
        scalars.strict("url_encode", 1, 1, text(), "url_encode(text)", "The text as a form sends it.");
        scalars.partial("url_decode", 1, 1, text(), "url_decode(text)", "The text that a form sent.");
        scalars.add("uuid", List.of(), 0, 0, Typings.asIs(TEXT), Nulls.NEVER, false, "uuid()", "A random UUID.");
        scalars.strict("md5", 1, 1, Typings.fixed(TEXT, DataType.BINARY), "md5(expr)", "The MD5 sum in hexadecimal digits.");
        scalars.add("sha1", List.of("sha"), 1, 1, Typings.fixed(TEXT, DataType.BINARY), Nulls.STRICT, true, "sha1(expr)",
                "The SHA-1 sum in hexadecimal digits.");
        scalars.partial("sha2", 2, 2, Typings.fixed(TEXT, DataType.BINARY, DataType.INT), "sha2(expr, bits)",
                "The SHA-2 sum of 224, 256, 384 or 512 bits in hexadecimal digits.");
        scalars.strict("crc32", 1, 1, Typings.fixed(DataType.BIGINT, DataType.BINARY), "crc32(expr)", "The CRC-32 sum.");
    }

    private static void patterns(Scalars scalars) {
        scalars.add("rlike", List.of("regexp", "regexp_like"), 2, 2, Typings.fixed(DataType.BOOLEAN, TEXT), Nulls.STRICT, true,
                "rlike(text, pattern)", "True when a part of the text matches a regular expression of Java.");
        scalars.strict("regexp_replace", 3, 4, Typings.fixed(TEXT, TEXT, TEXT, TEXT, DataType.INT),
                "regexp_replace(text, pattern, replacement[, position])", "Every match replaced; $1 stands for a group.");
        scalars.strict("regexp_extract", 2, 3, Typings.fixed(TEXT, TEXT, TEXT, DataType.INT), "regexp_extract(text, pattern[, group])",
                "A group (1 by default) of the first match; empty when there is none.");
        scalars.strict("regexp_extract_all", 2, 3, Typings.fixed(DataType.array(TEXT), TEXT, TEXT, DataType.INT),
                "regexp_extract_all(text, pattern[, group])", "A group of every match.");
        scalars.strict("regexp_count", 2, 2, Typings.fixed(DataType.INT, TEXT), "regexp_count(text, pattern)", "The number of matches.");
        scalars.partial("regexp_substr", 2, 2, Typings.fixed(TEXT, TEXT), "regexp_substr(text, pattern)",
                "The first match; null when there is none.");
        scalars.strict("regexp_instr", 2, 3, Typings.fixed(DataType.INT, TEXT, TEXT, DataType.INT), "regexp_instr(text, pattern)",
                "Where the first match begins; 0 when there is none.");
    }

    private static Typing text() {
        return Typings.fixed(TEXT, TEXT);
    }

    private static Typing.Choice shown(List<Expr> arguments) {
        DataType given = arguments.getFirst().type();
        boolean time = given instanceof DataType.DateType || given instanceof DataType.TimestampType
                || given instanceof DataType.TimestampNtzType;
        DataType type = switch (given) {
            case DataType.BinaryType _ -> given;
            case DataType.ByteType _, DataType.ShortType _, DataType.IntType _, DataType.LongType _ -> DataType.decimal(20, 0);
            case DataType.FloatType _, DataType.DoubleType _, DataType.StringType _, DataType.NullType _ -> DataType.decimal(38, 18);
            case DataType.DecimalType _ -> given;
            default -> time ? DataType.TIMESTAMP : DataType.NULL;
        };
        if (type == DataType.NULL) {
            throw Typings.mismatch("to_char", arguments, 0, "a number, a date, a timestamp or a BINARY");
        }
        if (type instanceof DataType.DecimalType) {
            constantFormat("to_char", arguments);
        }
        return new Typing.Choice(List.of(type, TEXT), TEXT);
    }

    private static Typing.Choice number(String function, List<Expr> arguments) {
        NumberPattern format = constantFormat(function, arguments);
        return new Typing.Choice(List.of(TEXT, TEXT), format == null ? DataType.decimal(38, 0) : format.type());
    }

    private static @Nullable NumberPattern constantFormat(String function, List<Expr> arguments) {
        if (arguments.get(1).type() instanceof DataType.NullType) {
            return null;
        }
        if (!(arguments.get(1) instanceof Literal literal)) {
            throw ErrorCondition.DATATYPE_MISMATCH.with("expression", function, "detail",
                    "NON_FOLDABLE_INPUT: the format must be a constant, but it is " + arguments.get(1) + ".");
        }
        return literal.value() instanceof String format ? NumberPattern.of(format) : null;
    }

    private static Typing.Choice part(List<Expr> arguments) {
        DataType type = arguments.getFirst().type() instanceof DataType.BinaryType ? DataType.BINARY : TEXT;
        List<DataType> types = new ArrayList<>(List.of(type));
        arguments.stream().skip(1).forEach(_ -> types.add(DataType.INT));
        return new Typing.Choice(types, type);
    }

    private static Typing.Choice textOrBytesToInt(List<Expr> arguments) {
        return new Typing.Choice(List.of(arguments.getFirst().type() instanceof DataType.BinaryType ? DataType.BINARY : TEXT),
                DataType.INT);
    }

    private static Typing.Choice concatenated(List<Expr> arguments) {
        List<DataType> given = Typings.types(arguments);
        boolean arrays = !given.isEmpty() && given.stream().anyMatch(DataType.ArrayType.class::isInstance);
        boolean bytes = !given.isEmpty() && given.stream().allMatch(DataType.BinaryType.class::isInstance);
        DataType type = arrays ? Typings.commonType("concat", given) : bytes ? DataType.BINARY : TEXT;
        List<DataType> types = new ArrayList<>();
        given.forEach(_ -> types.add(type));
        return new Typing.Choice(types, type);
    }

    private static Typing.Choice joined(List<Expr> arguments) {
        List<DataType> types = new ArrayList<>();
        for (Expr argument : arguments) {
            types.add(argument.type() instanceof DataType.ArrayType ? DataType.array(TEXT) : TEXT);
        }
        return new Typing.Choice(types, TEXT);
    }

    /** Bytes are padded with bytes. */
    private static Typing.Choice padded(List<Expr> arguments) {
        boolean bytes = arguments.getFirst().type() instanceof DataType.BinaryType
                && (arguments.size() < 3 || arguments.get(2).type() instanceof DataType.BinaryType);
        DataType type = bytes ? DataType.BINARY : TEXT;
        return new Typing.Choice(List.of(type, DataType.INT, type).subList(0, arguments.size()), type);
    }
}
