package dev.millrace.executor.kernel;

import dev.millrace.columnar.Batch;
import dev.millrace.columnar.BytesVector;
import dev.millrace.columnar.DictionaryVector;
import dev.millrace.columnar.Flatten;
import dev.millrace.columnar.IntVector;
import dev.millrace.columnar.LongVector;
import dev.millrace.columnar.Vector;
import dev.millrace.config.Config;
import dev.millrace.expr.And;
import dev.millrace.expr.Arithmetic;
import dev.millrace.expr.Call;
import dev.millrace.expr.Case;
import dev.millrace.expr.Compare;
import dev.millrace.expr.Expr;
import dev.millrace.expr.InList;
import dev.millrace.expr.InputRef;
import dev.millrace.expr.Literal;
import dev.millrace.expr.OnError;
import dev.millrace.types.DataType;
import dev.millrace.types.DataType.DecimalType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;

/** Prints nanoseconds a row of expressions like those of TPC-H Q1, Q6, Q12 and Q13, hot, on one thread. Run by hand. */
public final class KernelBenchmark {

    private static final int BATCHES = 64;
    private static final int ROUNDS = 60;

    private static final DecimalType MONEY = DataType.decimal(15, 2);
    private static final InputRef PRICE = new InputRef(0, MONEY, true, "l_extendedprice");
    private static final InputRef DISCOUNT = new InputRef(1, MONEY, true, "l_discount");
    private static final InputRef TAX = new InputRef(2, MONEY, true, "l_tax");
    private static final InputRef QUANTITY = new InputRef(3, MONEY, true, "l_quantity");
    private static final InputRef SHIPPED = new InputRef(4, DataType.DATE, true, "l_shipdate");
    private static final InputRef RECEIVED = new InputRef(5, DataType.DATE, true, "l_receiptdate");
    private static final InputRef COMMENT = new InputRef(6, DataType.STRING, true, "o_comment");
    private static final InputRef KEY = new InputRef(7, DataType.BIGINT, true, "l_orderkey");

    private KernelBenchmark() {}

    public static void main(String[] arguments) {
        ExprCompiler compiler = new ExprCompiler(Config.EMPTY);
        List<Batch> flat = batches(false);
        List<Batch> encoded = batches(true);
        Literal one = new Literal(1L, DataType.decimal(1, 0));
        Expr net = times(PRICE, sum(Arithmetic.Op.SUBTRACT, one, DISCOUNT));
        Expr q6 = new And(new And(new Compare(Compare.Op.GE, SHIPPED, day(8766)), new Compare(Compare.Op.LT, SHIPPED, day(9131))),
                new And(new And(new Compare(Compare.Op.GE, DISCOUNT, money(5)), new Compare(Compare.Op.LE, DISCOUNT, money(7))),
                        new Compare(Compare.Op.LT, QUANTITY, money(2400))));
        for (int round = 0; round < 2; round++) {
            boolean print = round == 1;
            predicate(print, "Q6 conditions", compiler.predicate(q6), flat, encoded);
            predicate(print, "l_shipdate <= date", compiler.predicate(new Compare(Compare.Op.LE, SHIPPED, day(10_471))), flat, encoded);
            predicate(print, "l_shipdate < l_receiptdate", compiler.predicate(new Compare(Compare.Op.LT, SHIPPED, RECEIVED)), flat,
                    encoded);
            evaluator(print, "price * (1 - discount)", compiler.compile(net), flat, encoded);
            evaluator(print, "price * (1 - discount) * (1 + tax)", compiler.compile(times(net, sum(Arithmetic.Op.ADD, one, TAX))), flat,
                    encoded);
            evaluator(print, "price * discount", compiler.compile(times(PRICE, DISCOUNT)), flat, encoded);
            evaluator(print, "l_orderkey + 1",
                    compiler.compile(new Arithmetic(Arithmetic.Op.ADD, KEY, Literal.of(1L), DataType.BIGINT, OnError.THROW)), flat,
                    encoded);
            evaluator(print, "case when quantity < 24 then 1 else 0",
                    compiler.compile(new Case(List.of(new Compare(Compare.Op.LT, QUANTITY, money(2400))),
                            List.of(Literal.of(1)), Literal.of(0), DataType.INT)),
                    flat, encoded);
            List<Expr> keys = IntStream.range(0, 1000).mapToObj(i -> (Expr) Literal.of(i * 37L)).toList();
            predicate(print, "l_orderkey in (1000 keys)", compiler.predicate(new InList(KEY, keys)), flat, encoded);
            predicate(print, "like '%special%requests%'",
                    compiler.predicate(new Call("like", List.of(COMMENT, Literal.of("%special%requests%")), DataType.BOOLEAN, true)), flat,
                    encoded);
            predicate(print, "o_comment = '...'", compiler.predicate(new Compare(Compare.Op.EQ, COMMENT, Literal.of("fluffily final"))),
                    flat, encoded);
        }
    }

    private static Arithmetic sum(Arithmetic.Op op, Expr left, Expr right) {
        return new Arithmetic(op, left, right, RandomExprs.result(op, (DecimalType) left.type(), (DecimalType) right.type()),
                OnError.THROW);
    }

    private static Arithmetic times(Expr left, Expr right) {
        return sum(Arithmetic.Op.MULTIPLY, left, right);
    }

    private static Literal money(long cents) {
        return new Literal(cents, MONEY);
    }

    private static Literal day(int day) {
        return new Literal(day, DataType.DATE);
    }

    private static List<Batch> batches(boolean encoded) {
        Random random = new Random(7);
        Vector discounts = new LongVector(MONEY, IntStream.range(0, 11).mapToLong(i -> i).toArray(), 11, null);
        Vector quantities = new LongVector(MONEY, IntStream.range(0, 50).mapToLong(i -> 100L * (i + 1)).toArray(), 50, null);
        Vector days = new IntVector(DataType.DATE, IntStream.range(8035, 10_600).toArray(), 2565, null);
        List<Batch> batches = new ArrayList<>();
        for (int i = 0; i < BATCHES; i++) {
            int[] shipped = random.ints(Batch.ROWS, 0, 2500).toArray();
            int[] received = new int[Batch.ROWS];
            for (int row = 0; row < Batch.ROWS; row++) {
                received[row] = shipped[row] + random.nextInt(-20, 30) & 2047;
            }
            batches.add(Batch.of(Batch.ROWS,
                    new LongVector(MONEY, random.longs(Batch.ROWS, 90_000, 10_500_000).toArray(), Batch.ROWS, null),
                    column(encoded, discounts, random.ints(Batch.ROWS, 0, 11).toArray()),
                    column(encoded, discounts, random.ints(Batch.ROWS, 0, 9).toArray()),
                    column(encoded, quantities, random.ints(Batch.ROWS, 0, 50).toArray()), column(encoded, days, shipped),
                    column(encoded, days, received),
                    comments(random), new LongVector(DataType.BIGINT, random.longs(Batch.ROWS, 0, 60_000).toArray(), Batch.ROWS, null)));
        }
        return batches;
    }

    private static Vector column(boolean encoded, Vector dictionary, int[] codes) {
        DictionaryVector vector = new DictionaryVector(codes, dictionary, codes.length, null);
        return encoded ? vector : Flatten.flat(vector);
    }

    private static Vector comments(Random random) {
        String[] words =
                "furiously regular special deposits requests sleep final packages ironic accounts along the quickly bold foxes".split(" ");
        StringBuilder text = new StringBuilder();
        int[] starts = new int[Batch.ROWS];
        int[] lengths = new int[Batch.ROWS];
        for (int i = 0; i < Batch.ROWS; i++) {
            starts[i] = text.length();
            int count = random.nextInt(4, 10);
            for (int word = 0; word < count; word++) {
                text.append(words[random.nextInt(words.length)]).append(' ');
            }
            lengths[i] = text.length() - starts[i];
            text.append("    ");
        }
        return new BytesVector(DataType.STRING, text.toString().getBytes(StandardCharsets.UTF_8), starts, lengths, Batch.ROWS, null);
    }

    private static void predicate(boolean print, String name, Predicate predicate, List<Batch> flat, List<Batch> encoded) {
        report(print, name, time(flat, batch -> predicate.select(batch, null).count()),
                time(encoded, batch -> predicate.select(batch, null).count()));
    }

    private static void evaluator(boolean print, String name, Evaluator evaluator, List<Batch> flat, List<Batch> encoded) {
        report(print, name, time(flat, batch -> evaluator.evaluate(batch, null).length()),
                time(encoded, batch -> evaluator.evaluate(batch, null).length()));
    }

    private static void report(boolean print, String name, double flat, double encoded) {
        if (print) {
            System.out.printf("%-42s flat %6.2f ns/row   dictionary %6.2f%n", name, flat, encoded);
        }
    }

    private static double time(List<Batch> batches, ToLongFunction<Batch> work) {
        double best = Double.MAX_VALUE;
        long sink = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long start = System.nanoTime();
            for (Batch batch : batches) {
                sink += work.applyAsLong(batch);
            }
            best = Math.min(best, System.nanoTime() - start);
        }
        if (sink < 0) {
            throw new IllegalStateException("rows were lost");
        }
        return best / ((double) BATCHES * Batch.ROWS);
    }
}
