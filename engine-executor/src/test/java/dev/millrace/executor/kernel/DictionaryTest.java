package dev.millrace.executor.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.millrace.columnar.Batch;
import dev.millrace.columnar.DictionaryVector;
import dev.millrace.columnar.LongVector;
import dev.millrace.columnar.Selection;
import dev.millrace.columnar.Values;
import dev.millrace.columnar.Vector;
import dev.millrace.config.Config;
import dev.millrace.expr.Arithmetic;
import dev.millrace.expr.Call;
import dev.millrace.expr.Compare;
import dev.millrace.expr.Expr;
import dev.millrace.expr.InputRef;
import dev.millrace.expr.Lambda;
import dev.millrace.expr.LambdaVariable;
import dev.millrace.expr.Literal;
import dev.millrace.expr.OnError;
import dev.millrace.spi.ScanFilter;
import dev.millrace.types.DataType;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Work on a dictionary column is done once for each dictionary; scan filters and lambdas see the right columns. */
class DictionaryTest {

    private static final InputRef A = new InputRef(0, DataType.BIGINT, true, "a");

    private final ExprCompiler compiler = new ExprCompiler(Config.EMPTY);
    private final Vector dictionary = new LongVector(DataType.BIGINT, new long[] {10, 20, 30}, 3, null);

    private Batch batch(int... codes) {
        return Batch.of(codes.length, new DictionaryVector(codes, dictionary, codes.length, null));
    }

    @Test
    void resultsShareTheirDictionary() {
        Evaluator twice = compiler.compile(new Arithmetic(Arithmetic.Op.MULTIPLY, A, Literal.of(2L), DataType.BIGINT, OnError.THROW));
        DictionaryVector first = assertInstanceOf(DictionaryVector.class, twice.evaluate(batch(0, 2, 1), null));
        DictionaryVector second = assertInstanceOf(DictionaryVector.class, twice.evaluate(batch(2, 2, 2, 0), null));
        assertSame(first.dictionary(), second.dictionary());
        assertEquals(60L, Values.get(first, 1));
        assertEquals(20L, Values.get(second, 3));
    }

    @Test
    void aLargeDictionaryWaitsForItsRows() {
        Evaluator twice = compiler.compile(new Arithmetic(Arithmetic.Op.MULTIPLY, A, Literal.of(2L), DataType.BIGINT, OnError.THROW));
        assertInstanceOf(LongVector.class, twice.evaluate(batch(0, 2), null));
        assertInstanceOf(DictionaryVector.class, twice.evaluate(batch(0, 2), null));
    }

    @Test
    void nullsMayHaveAValueOfTheirOwn() {
        Evaluator known = compiler.compile(new Call("coalesce", List.of(A, Literal.of(-1L)), DataType.BIGINT, false));
        Vector withNull = new DictionaryVector(new int[] {0, 0, 2, 1}, dictionary, 4, new long[] {0b1101});
        Vector result = known.evaluate(Batch.of(4, withNull), null);
        assertInstanceOf(DictionaryVector.class, result);
        assertEquals(List.of(10L, -1L, 30L, 20L),
                List.of(Values.get(result, 0), Values.get(result, 1), Values.get(result, 2), Values.get(result, 3)));
    }

    @Test
    void scanFilterReadsItsColumnsOnly() {
        InputRef third = new InputRef(3, DataType.BIGINT, true, "d");
        InputRef second = new InputRef(1, DataType.BIGINT, true, "b");
        Expr conjunct = new Compare(Compare.Op.LT, third, second);
        ScanFilter filter = compiler.scanFilter(conjunct);
        assertEquals(List.of(1, 3), filter.columns());
        assertSame(conjunct, filter.predicate());
        Vector b = new LongVector(DataType.BIGINT, new long[] {5, 5, 5}, 3, null);
        Vector d = new LongVector(DataType.BIGINT, new long[] {4, 5, 3}, 3, null);
        Selection kept = filter.apply(List.of(b, d), 3, null);
        assertEquals(2, kept.count());
        assertEquals(2, kept.rows()[1]);
        assertEquals(1, filter.apply(List.of(b, d), 3, new Selection(new int[] {1, 2}, 2)).count());
    }

    @Test
    void lambdasCaptureColumns() {
        LambdaVariable x = new LambdaVariable(7, "x", DataType.BIGINT, true);
        InputRef captured = new InputRef(2, DataType.BIGINT, true, "c");
        BodyEvaluator body =
                compiler.body(new Lambda(List.of(x), new Arithmetic(Arithmetic.Op.ADD, x, captured, DataType.BIGINT, OnError.THROW)));
        Vector unused = new LongVector(DataType.BIGINT, new long[2], 2, null);
        body.bind(Batch.of(2, unused, unused, new LongVector(DataType.BIGINT, new long[] {100, 200}, 2, null)));
        Vector elements = new LongVector(DataType.BIGINT, new long[] {1, 2, 3}, 3, null);
        Vector sums = body.apply(List.of(elements), new int[] {0, 1, 1}, 3);
        assertEquals(List.of(101L, 202L, 203L), List.of(Values.get(sums, 0), Values.get(sums, 1), Values.get(sums, 2)));
    }
}
