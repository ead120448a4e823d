package dev.millrace.cli.bench;

import dev.millrace.api.Row;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A number that tells two answers apart, whatever order their rows have: FNV-1a over the text of each row (a null is {@code \N}, a number
 * that is no integer is rounded half up to two decimals without trailing zeros, a byte 0x1f ends each field), mixed by the last step of
 * splitmix64, summed. The FNV constants are those of the IETF draft "The FNV Non-Cryptographic Hash Algorithm", the mixing is from Steele,
 * Lea and Flood, "Fast Splittable Pseudorandom Number Generators".
 */
final class RowChecksum {

    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;
    private static final int FIELD_END = 0x1f;
    private static final int DECIMALS = 2;

    private RowChecksum() {}

    /** 16 hexadecimal digits. */
    static String of(List<Row> rows) {
        long sum = 0;
        for (Row row : rows) {
            sum += mixed(hash(row));
        }
        return HexFormat.of().toHexDigits(sum);
    }

    private static long hash(Row row) {
        long hash = FNV_OFFSET;
        for (int column = 0; column < row.size(); column++) {
            for (byte b : text(row.get(column)).getBytes(StandardCharsets.UTF_8)) {
                hash = (hash ^ (b & 0xff)) * FNV_PRIME;
            }
            hash = (hash ^ FIELD_END) * FNV_PRIME;
        }
        return hash;
    }

    private static long mixed(long hash) {
        long mixed = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }

    /** The text of one field. */
    static String text(@Nullable Object value) {
        return switch (value) {
            case null -> "\\N";
            case BigDecimal number -> rounded(number);
            case Double number -> Double.isFinite(number) ? rounded(new BigDecimal(Double.toString(number))) : number.toString();
            case Float number -> Float.isFinite(number) ? rounded(new BigDecimal(Float.toString(number))) : number.toString();
            case Instant time -> local(LocalDateTime.ofInstant(time, ZoneOffset.UTC));
            case LocalDateTime time -> local(time);
            default -> value.toString();
        };
    }

    private static String rounded(BigDecimal number) {
        BigDecimal rounded = number.setScale(DECIMALS, RoundingMode.HALF_UP).stripTrailingZeros();
        return rounded.signum() == 0 ? "0" : rounded.toPlainString();
    }

    private static String local(LocalDateTime time) {
        String text = time.toLocalDate() + " " + time.toLocalTime();
        return time.getSecond() == 0 && time.getNano() == 0 ? text + ":00" : text;
    }
}
