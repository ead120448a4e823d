package dev.millrace.executor.kernel.function;

import dev.millrace.columnar.Selection;
import dev.millrace.columnar.Vector;
import dev.millrace.error.ErrorCondition;
import dev.millrace.executor.kernel.FunctionKernel;
import dev.millrace.executor.kernel.KernelCall;
import dev.millrace.function.NumberPattern;
import dev.millrace.types.DataType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Kernels that show values by a format and read numbers by one. */
final class FormatKernels {

    private FormatKernels() {}

    static @Nullable FunctionKernel find(String name) {
        return switch (name) {
            case "to_char" -> FormatKernels::shown;
            case "to_number" -> RowKernel.strict((call, values) -> {
                Object number = number(call, values);
                if (number == null) {
                    throw ErrorCondition.CONVERSION_INVALID_INPUT.with("value", "'" + values[0] + "'", "to", call.type().sql(),
                            "expression",
                            call.text(), "alternative", "try_to_number");
                }
                return number;
            });
            case "try_to_number" -> RowKernel.strict(FormatKernels::number);
            default -> null;
        };
    }

    private static Vector shown(KernelCall call, List<Vector> arguments, int length,
            @Nullable Selection rows) {
        FunctionKernel kernel = switch (call.argumentType(0)) {
            case DataType.DecimalType(var _, var scale) -> RowKernel.strict((known, values) -> {
                BigInteger unscaled = values[0] instanceof BigInteger wide ? wide : BigInteger.valueOf((Long) values[0]);
                return pattern(known, values).format(new BigDecimal(unscaled, scale));
            });
            case DataType.BinaryType _ -> RowKernel.strict((known, values) -> encoded(known, (byte[]) values[0], (String) values[1]));
            default -> Objects.requireNonNull(TimestampKernels.find("date_format"), "date_format");
        };
        return kernel.apply(call, arguments, length, rows);
    }

    private static String encoded(KernelCall call, byte[] bytes, String format) {
        return switch (format.toLowerCase(Locale.ROOT)) {
            case "base64" -> Base64.getEncoder().encodeToString(bytes);
            case "hex" -> HexFormat.of().withUpperCase().formatHex(bytes);
            case "utf-8" -> new String(bytes, StandardCharsets.UTF_8);
            default -> throw ErrorCondition.INVALID_PARAMETER_VALUE.with("parameter", "format", "function", call.function(), "expected",
                    "base64, hex or utf-8", "actual", format);
        };
    }

    private static @Nullable Object number(KernelCall call, @Nullable Object[] values) {
        BigDecimal number = pattern(call, values).parse((String) values[0]);
        if (number == null) {
            return null;
        }
        DataType.DecimalType type = (DataType.DecimalType) call.type();
        if (type.precision() > DataType.DecimalType.MAX_LONG_PRECISION) {
            return number.unscaledValue();
        }
        return number.unscaledValue().longValueExact();
    }

    private static NumberPattern pattern(KernelCall call, @Nullable Object[] values) {
        return call.state(NumberPattern.class, () -> NumberPattern.of((String) values[1]));
    }
}
