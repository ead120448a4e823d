package dev.millrace.executor.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.columnar.Batch;
import dev.millrace.columnar.DictionaryVector;
import dev.millrace.columnar.LongVector;
import dev.millrace.columnar.Selection;
import dev.millrace.columnar.Values;
import dev.millrace.columnar.Vector;
import dev.millrace.config.Config;
import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.expr.And;
import dev.millrace.expr.Arithmetic;
import dev.millrace.expr.Call;
import dev.millrace.expr.Compare;
import dev.millrace.expr.Expr;
import dev.millrace.expr.InputRef;
import dev.millrace.expr.Literal;
import dev.millrace.expr.OnError;
import dev.millrace.types.DataType;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An error is reported for rows that were asked for and are not null, with the expression's text, and for no others. */
class KernelErrorTest {

    private static final InputRef A = new InputRef(0, DataType.BIGINT, true, "a");

    private final ExprCompiler compiler = new ExprCompiler(Config.EMPTY);

    private static Vector longs(long... values) {
        return new LongVector(DataType.BIGINT, values, values.length, null);
    }

    private static Expr arithmetic(Arithmetic.Op op, Expr left, Expr right) {
        return new Arithmetic(op, left, right, DataType.BIGINT, OnError.THROW);
    }

    @Test
    void namesTheExpression() {
        Evaluator evaluator = compiler.compile(arithmetic(Arithmetic.Op.ADD, A, Literal.of(1L)));
        EngineException error = assertThrows(EngineException.class, () -> evaluator.evaluate(Batch.of(2, longs(1, Long.MAX_VALUE)), null));
        assertEquals(ErrorCondition.ARITHMETIC_OVERFLOW, error.condition());
        assertEquals("[ARITHMETIC_OVERFLOW] BIGINT overflow in (a + 1). Use try_add to get NULL instead. SQLSTATE: 22003",
                error.getMessage());
    }

    @Test
    void divisionByZeroNamesTheExpression() {
        Evaluator evaluator = compiler.compile(arithmetic(Arithmetic.Op.INTEGRAL_DIVIDE, Literal.of(7L), A));
        EngineException error = assertThrows(EngineException.class, () -> evaluator.evaluate(Batch.of(2, longs(1, 0)), null));
        assertEquals(ErrorCondition.DIVIDE_BY_ZERO, error.condition());
        assertTrue(error.getMessage().contains("(7 div a)"), error::getMessage);
    }

    @Test
    void rowsThatWereNotAskedForMayFail() {
        Evaluator evaluator = compiler.compile(arithmetic(Arithmetic.Op.INTEGRAL_DIVIDE, Literal.of(7L), A));
        Vector result = evaluator.evaluate(Batch.of(4, longs(1, 0, 7, 0)), new Selection(new int[] {0, 2}, 2));
        assertEquals(7L, Values.get(result, 0));
        assertEquals(1L, Values.get(result, 2));
    }

    @Test
    void nullRowsDoNotFail() {
        Evaluator evaluator = compiler.compile(arithmetic(Arithmetic.Op.INTEGRAL_DIVIDE, Literal.of(7L), A));
        Vector zeroIsNull = new LongVector(DataType.BIGINT, new long[] {7, 0}, 2, new long[] {1});
        Vector result = evaluator.evaluate(Batch.of(2, zeroIsNull), null);
        assertEquals(1L, Values.get(result, 0));
        assertTrue(result.isNull(1));
    }

    @Test
    void dictionaryValuesThatNoRowUsesMayFail() {
        Evaluator evaluator = compiler.compile(arithmetic(Arithmetic.Op.INTEGRAL_DIVIDE, Literal.of(7L), A));
        Vector encoded = new DictionaryVector(new int[] {0, 2, 0}, longs(1, 0, 7), 3, null);
        Vector result = evaluator.evaluate(Batch.of(3, encoded), null);
        assertEquals(1L, Values.get(result, 1));
        Vector used = new DictionaryVector(new int[] {0, 1, 0}, ((DictionaryVector) encoded).dictionary(), 3, null);
        assertThrows(EngineException.class, () -> evaluator.evaluate(Batch.of(3, used), null));
    }

    @Test
    void aConditionGuardsTheNext() {
        Expr guard = new Compare(Compare.Op.NE, A, Literal.of(0L));
        Expr guarded = new Compare(Compare.Op.GT, arithmetic(Arithmetic.Op.INTEGRAL_DIVIDE, Literal.of(7L), A), Literal.of(1L));
        Selection kept = compiler.predicate(new And(guard, guarded)).select(Batch.of(4, longs(1, 0, 7, 3)), null);
        assertEquals(2, kept.count());
        assertEquals(0, kept.rows()[0]);
        assertEquals(3, kept.rows()[1]);
        Vector value = compiler.compile(new And(guard, guarded)).evaluate(Batch.of(4, longs(1, 0, 7, 3)), null);
        assertEquals(false, Values.get(value, 1));
    }

    @Test
    void unknownFunctionsAreNamed() {
        Call call = new Call("no_such_function", List.of(A), DataType.BIGINT, true);
        assertEquals(ErrorCondition.UNRESOLVED_ROUTINE, assertThrows(EngineException.class, () -> compiler.compile(call)).condition());
    }
}
