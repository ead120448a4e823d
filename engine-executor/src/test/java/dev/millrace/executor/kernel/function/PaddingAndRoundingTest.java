package dev.millrace.executor.kernel.function;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.millrace.config.Config;
import dev.millrace.executor.kernel.ExprCompiler;
import dev.millrace.expr.Call;
import dev.millrace.expr.Cast;
import dev.millrace.expr.Expr;
import dev.millrace.expr.Literal;
import dev.millrace.expr.OnError;
import dev.millrace.function.BuiltinFunctions;
import dev.millrace.function.FunctionDefinition;
import dev.millrace.function.Typing;
import dev.millrace.types.DataType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Calls with constants, typed as the registry says. */
class PaddingAndRoundingTest {

    private static final ExprCompiler COMPILER = new ExprCompiler(Config.EMPTY);

    private static Call call(String name, Expr... arguments) {
        FunctionDefinition definition = BuiltinFunctions.registry().find(name).orElseThrow();
        Typing.Choice choice = definition.typing().choose(List.of(arguments));
        List<Expr> cast = new ArrayList<>();
        for (int i = 0; i < arguments.length; i++) {
            cast.add(arguments[i].type().equals(choice.arguments().get(i)) ? arguments[i]
                    : new Cast(arguments[i], choice.arguments().get(i), OnError.THROW));
        }
        return new Call(name, cast, choice.result(), true);
    }

    private static @Nullable Object value(String name, Expr... arguments) {
        return COMPILER.evaluateConstant(call(name, arguments)).value();
    }

    @Test
    void bytesArePaddedWithBytes() {
        Literal bytes = new Literal(new byte[] {1, 2}, DataType.BINARY);
        Literal padding = new Literal(new byte[] {7, 8}, DataType.BINARY);
        assertArrayEquals(new byte[] {1, 2, 7, 8, 7}, (byte[]) value("rpad", bytes, Literal.of(5), padding));
        assertArrayEquals(new byte[] {0, 0, 1, 2}, (byte[]) value("lpad", bytes, Literal.of(4)));
        assertArrayEquals(new byte[] {1}, (byte[]) value("rpad", bytes, Literal.of(1), padding));
        assertEquals("ab*", value("rpad", Literal.of("ab"), Literal.of(3), Literal.of("*")));
    }

    @Test
    void ceilingAndFloorTakeAScale() {
        Literal number = new Literal(31_411L, DataType.decimal(5, 4));
        assertEquals(new BigDecimal("3.142"), decimal(call("ceil", number, Literal.of(3))));
        assertEquals(new BigDecimal("3.141"), decimal(call("floor", number, Literal.of(3))));
        assertEquals(new BigDecimal("10"), decimal(call("ceil", Literal.of(5), Literal.of(-1))));
        assertEquals(new BigDecimal("-10"), decimal(call("floor", Literal.of(-5), Literal.of(-1))));
    }

    private static BigDecimal decimal(Call call) {
        Object unscaled = COMPILER.evaluateConstant(call).value();
        return new BigDecimal(String.valueOf(unscaled)).scaleByPowerOfTen(-((DataType.DecimalType) call.type()).scale());
    }
}
