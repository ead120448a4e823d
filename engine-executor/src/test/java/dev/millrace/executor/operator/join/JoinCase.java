package dev.millrace.executor.operator.join;

import dev.millrace.executor.harness.OperatorHarness;
import dev.millrace.executor.kernel.ExprCompiler;
import dev.millrace.executor.operator.Operator;
import dev.millrace.expr.And;
import dev.millrace.expr.Compare;
import dev.millrace.expr.Expr;
import dev.millrace.expr.InputRef;
import dev.millrace.expr.Literal;
import dev.millrace.plan.JoinType;
import dev.millrace.plan.LocalRows;
import dev.millrace.plan.physical.HashJoinExec;
import dev.millrace.plan.physical.LocalTableExec;
import dev.millrace.plan.physical.NestedLoopJoinExec;
import dev.millrace.plan.physical.Side;
import dev.millrace.spi.TaskContext;
import dev.millrace.types.DataType;
import dev.millrace.types.Field;
import dev.millrace.types.Schema;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Two random inputs, their join by operator and by reference. The last column of each side is a BIGINT for the residual condition. */
record JoinCase(List<DataType> keyTypes, List<Boolean> nullSafe, boolean residual, List<List<@Nullable Object>> left,
        List<List<@Nullable Object>> right) {

    static JoinCase random(List<DataType> keyTypes, List<Boolean> nullSafe, boolean residual, int leftRows, int rightRows, int domain,
            double nullShare, Random random) {
        return new JoinCase(keyTypes, nullSafe, residual, rows(keyTypes, leftRows, domain, nullShare, random),
                rows(keyTypes, rightRows, domain, nullShare, random));
    }

    /** With one row more on a side, whose keys are null. */
    JoinCase withNullOn(Side side) {
        List<@Nullable Object> row = new ArrayList<>();
        keyTypes.forEach(_ -> row.add(null));
        row.add(1L);
        List<List<@Nullable Object>> newLeft = new ArrayList<>(left);
        List<List<@Nullable Object>> newRight = new ArrayList<>(right);
        (side == Side.LEFT ? newLeft : newRight).add(row);
        return new JoinCase(keyTypes, nullSafe, residual, newLeft, newRight);
    }

    private static List<List<@Nullable Object>> rows(List<DataType> types, int count, int domain, double nullShare, Random random) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            List<@Nullable Object> row = new ArrayList<>();
            for (DataType type : types) {
                row.add(random.nextDouble() < nullShare ? null : value(type, random.nextInt(domain)));
            }
            row.add((long) random.nextInt(10));
            rows.add(row);
        }
        return rows;
    }

    private static Object value(DataType type, int number) {
        return switch (type.storage()) {
            case BOOLEAN -> number % 2 == 0;
            case INT -> number - 3;
            case LONG -> number % 3 == 0 ? number * 1_000_000_007L : number - 5L;
            case DOUBLE -> number == 0 ? -0.0 : number == 1 ? 0.0 : number == 2 ? Double.NaN : number / 3.0;
            case DECIMAL128 -> BigInteger.valueOf(number).shiftLeft(number % 2 == 0 ? 0 : 70);
            case BYTES -> "key " + "x".repeat(number % 12) + number;
            case LIST, MAP, STRUCT, NULL -> throw new IllegalArgumentException("no such key: " + type);
        };
    }

    Schema schema() {
        List<Field> fields = new ArrayList<>();
        for (DataType type : keyTypes) {
            fields.add(Field.of("k" + fields.size(), type));
        }
        fields.add(Field.of("v", DataType.BIGINT));
        return new Schema(fields);
    }

    private Schema output(JoinType type) {
        List<Field> fields = new ArrayList<>(schema().fields());
        if (type.givesRight()) {
            fields.addAll(schema().fields());
        }
        return new Schema(fields);
    }

    private List<Expr> keys() {
        List<Expr> keys = new ArrayList<>();
        for (int key = 0; key < keyTypes.size(); key++) {
            keys.add(new InputRef(key, keyTypes.get(key), true, "k" + key));
        }
        return keys;
    }

    private Expr residualExpr() {
        int last = keyTypes.size();
        return residual
                ? new Compare(Compare.Op.LE, new InputRef(last, DataType.BIGINT, true, "l.v"),
                        new InputRef(last + 1 + last, DataType.BIGINT, true, "r.v"))
                : Literal.TRUE;
    }

    /** The keys' equality and the residual, as a condition over both sides. */
    private Expr condition() {
        Expr condition = residualExpr();
        for (int key = 0; key < keyTypes.size(); key++) {
            Expr equal = new Compare(nullSafe.get(key) ? Compare.Op.NULL_SAFE_EQ : Compare.Op.EQ, keys().get(key),
                    new InputRef(keyTypes.size() + 1 + key, keyTypes.get(key), true, "r" + key));
            condition = new And(condition, equal);
        }
        return condition;
    }

    List<List<@Nullable Object>> reference(JoinType type) {
        int width = keyTypes.size() + 1;
        return JoinReference.join(type, left, right, width, width, (a, b) -> {
            boolean matches = !residual || (Long) a.getLast() <= (Long) b.getLast();
            for (int key = 0; key < keyTypes.size(); key++) {
                Object first = a.get(key);
                Object second = b.get(key);
                boolean oneNull = first == null || second == null;
                matches &= oneNull
                        ? type == JoinType.NULL_AWARE_ANTI || nullSafe.get(key) && first == null && second == null
                        : first instanceof Double x ? x.equals(second) || x.doubleValue() == (Double) second : first.equals(second);
            }
            return matches;
        });
    }

    private static boolean leftIs(Side build) {
        return build == Side.LEFT;
    }

    OperatorHarness hash(JoinType type, Side build) {
        LocalTableExec table = new LocalTableExec(new LocalRows(schema(), List.of()));
        HashJoinExec plan = new HashJoinExec(table, table, type, build, false, keys(), keys(), nullSafe, residualExpr(), output(type));
        return OperatorHarness.verify((inputs, task) -> hashJoin(plan, inputs, task)).input(schema(), left).input(schema(), right);
    }

    private static Operator hashJoin(HashJoinExec plan, List<Operator> inputs, TaskContext task) {
        ExprCompiler compiler = new ExprCompiler(task.config());
        Operator probe = inputs.get(leftIs(plan.build()) ? 1 : 0);
        Operator build = inputs.get(leftIs(plan.build()) ? 0 : 1);
        if (NullAwareCondition.needs(plan)) {
            return new NestedLoopJoinOperator(NullAwareCondition.rewrite(plan), probe, build, compiler, task);
        }
        return new HashJoinOperator(plan, probe, build, null, compiler, task);
    }

    OperatorHarness nestedLoop(JoinType type, Side build) {
        LocalTableExec table = new LocalTableExec(new LocalRows(schema(), List.of()));
        NestedLoopJoinExec plan = new NestedLoopJoinExec(table, table, type, build, condition(), output(type));
        return OperatorHarness.verify((inputs, task) -> new NestedLoopJoinOperator(plan, inputs.get(leftIs(build) ? 1 : 0),
                inputs.get(leftIs(build) ? 0 : 1), new ExprCompiler(task.config()), task)).input(schema(), left).input(schema(), right);
    }
}
