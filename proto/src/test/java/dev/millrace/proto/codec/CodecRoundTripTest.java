package dev.millrace.proto.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.millrace.api.StorageLevel;
import dev.millrace.columnar.Batch;
import dev.millrace.columnar.Values;
import dev.millrace.columnar.Vector;
import dev.millrace.config.Config;
import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.expr.And;
import dev.millrace.expr.Attribute;
import dev.millrace.expr.ColumnRef;
import dev.millrace.expr.Expr;
import dev.millrace.expr.InputRef;
import dev.millrace.expr.Literal;
import dev.millrace.expr.Not;
import dev.millrace.expr.SortKey;
import dev.millrace.plan.LocalRows;
import dev.millrace.plan.physical.ExchangeExec;
import dev.millrace.plan.physical.FilterExec;
import dev.millrace.plan.physical.LocalTableExec;
import dev.millrace.plan.physical.Partitioning;
import dev.millrace.plan.physical.PhysicalPlan;
import dev.millrace.plan.physical.RangeExec;
import dev.millrace.proto.message.ErrorMessage;
import dev.millrace.proto.message.ExprMessage;
import dev.millrace.proto.message.OutcomeMessage;
import dev.millrace.proto.message.PartitioningMessage;
import dev.millrace.proto.message.PlanMessage;
import dev.millrace.proto.message.TaskMessage;
import dev.millrace.proto.message.TypeMessage;
import dev.millrace.spi.WrittenFile;
import dev.millrace.transport.BlockId;
import dev.millrace.transport.ExecutorId;
import dev.millrace.transport.JobId;
import dev.millrace.transport.MapOutput;
import dev.millrace.transport.OperatorMetrics;
import dev.millrace.transport.ShuffleInput;
import dev.millrace.transport.StageId;
import dev.millrace.transport.TaskAttemptId;
import dev.millrace.transport.TaskDescription;
import dev.millrace.transport.TaskOutcome;
import dev.millrace.types.DataType;
import dev.millrace.types.Field;
import dev.millrace.types.Schema;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is encoded, sent as bytes and decoded equals what it was. */
class CodecRoundTripTest {

    private final long seed = Long.getLong("millrace.seed", System.nanoTime());
    private final RandomPlans some = new RandomPlans(seed, false);

    private String seeded() {
        return "seed " + seed;
    }

    @Test
    void everyType() throws InvalidProtocolBufferException {
        Set<Class<?>> seen = new HashSet<>();
        RandomPlans withBinary = new RandomPlans(seed, true);
        for (int i = 0; i < 2000; i++) {
            DataType type = withBinary.type(3);
            seen.add(type.getClass());
            assertEquals(type, TypeCodec.decode(TypeMessage.parseFrom(TypeCodec.encode(type).toByteArray())), this::seeded);
        }
        assertEquals(Set.of(DataType.class.getPermittedSubclasses()), seen, this::seeded);
    }

    @Test
    void everyExpression() throws InvalidProtocolBufferException {
        Set<Class<?>> seen = new HashSet<>();
        for (int i = 0; i < 3000; i++) {
            Expr expr = some.expr(3);
            seen.add(expr.getClass());
            assertEquals(expr, ExprCodec.decode(ExprMessage.parseFrom(ExprCodec.encode(expr).toByteArray())), this::seeded);
        }
        seen.add(ColumnRef.class);
        assertEquals(Set.of(Expr.class.getPermittedSubclasses()), seen, this::seeded);
    }

    @Test
    void unboundColumnsAreRefused() {
        Expr unbound = new Not(new ColumnRef(new Attribute(1, "lost", DataType.BOOLEAN, true, "")));
        EngineException refused = assertThrows(EngineException.class, () -> ExprCodec.encode(unbound));
        assertEquals(ErrorCondition.INTERNAL_ERROR, refused.condition());
        assertTrue(refused.getMessage().contains("lost"), refused.getMessage());
    }

    @Test
    void binaryConstants() {
        for (byte[] bytes : List.of(new byte[0], new byte[] {0, -1, 127, -128})) {
            Literal back = (Literal) ExprCodec.decode(ExprCodec.encode(new Literal(bytes, DataType.BINARY)));
            assertArrayEquals(bytes, (byte[]) back.value());
            assertEquals(DataType.BINARY, back.type());
        }
    }

    @Test
    void everyPlanWithoutRows() {
        Set<Class<?>> seen = new HashSet<>();
        for (int i = 0; i < 1500; i++) {
            PhysicalPlan plan = some.plan(3);
            seen.add(plan.getClass());
            assertEquals(plan, PlanCodec.decode(PlanCodec.encode(plan).toByteString()), this::seeded);
        }
        seen.add(LocalTableExec.class);
        assertEquals(Set.of(PhysicalPlan.class.getPermittedSubclasses()), seen, this::seeded);
    }

    /** Generated queries have long chains of conditions, each one level deeper than the one before. */
    @Test
    void deepExpressions() {
        Expr deep = new InputRef(0, DataType.BOOLEAN, true, "c");
        for (int i = 0; i < 600; i++) {
            deep = new And(deep, Literal.TRUE);
        }
        PhysicalPlan plan = new FilterExec(new RangeExec(0, 1, 1, 1, Schema.EMPTY), deep);
        assertEquals(plan, PlanCodec.decode(PlanCodec.encode(plan).toByteString()));
    }

    @Test
    void damagedPlansAreErrors() {
        for (ByteString bytes : List.of(ByteString.copyFromUtf8("no plan at all"), ByteString.EMPTY,
                PlanMessage.newBuilder().setWrite(PlanMessage.Write.getDefaultInstance()).build().toByteString(),
                PlanMessage.newBuilder().setHashAggregate(PlanMessage.HashAggregate.newBuilder().setMode("HALF")
                        .setInput(PlanCodec.encode(new RangeExec(0, 1, 1, 1, Schema.EMPTY)))).build().toByteString())) {
            EngineException error = assertThrows(EngineException.class, () -> PlanCodec.decode(bytes));
            assertEquals(ErrorCondition.MALFORMED_MESSAGE, error.condition());
        }
    }

    @Test
    void rowsOfEveryType() throws InvalidProtocolBufferException {
        RandomPlans withBinary = new RandomPlans(seed, true);
        for (int i = 0; i < 200; i++) {
            Schema schema = i == 0 ? Schema.EMPTY : withBinary.schema();
            List<Batch> batches = new ArrayList<>();
            for (int count = 0; count < i % 3; count++) {
                batches.add(withBinary.batch(schema, 1 + i % 40));
            }
            LocalRows rows = new LocalRows(schema, batches);
            PhysicalPlan back = PlanCodec.decode(PlanMessage.parseFrom(PlanCodec.encode(new LocalTableExec(rows)).toByteArray()));
            LocalRows there = assertInstanceOf(LocalTableExec.class, back).rows();
            assertEquals(schema, there.schema(), this::seeded);
            assertEquals(rows.rowCount(), there.rowCount(), this::seeded);
            assertEquals(values(rows), values(there), this::seeded);
        }
    }

    @Test
    void everyPartitioning() throws InvalidProtocolBufferException {
        Set<Class<?>> seen = new HashSet<>();
        for (int i = 0; i < 200; i++) {
            Partitioning partitioning = some.partitioning();
            seen.add(partitioning.getClass());
            assertEquals(partitioning,
                    PartitioningCodec.decode(PartitioningMessage.parseFrom(PartitioningCodec.encode(partitioning).toByteArray())),
                    this::seeded);
        }
        seen.add(Partitioning.Range.class);
        assertEquals(Set.of(Partitioning.class.getPermittedSubclasses()), seen, this::seeded);
        Schema schema = Schema.of(Field.of("name", DataType.STRING), Field.of("day", DataType.DATE));
        List<SortKey> keys = List.of(some.key(), some.key());
        LocalRows bounds = new LocalRows(schema, List.of(some.batch(schema, 7)));
        ExchangeExec exchange = new ExchangeExec(new RangeExec(0, 1, 1, 1, schema), new Partitioning.Range(keys, bounds, 8), keys);
        Partitioning.Range range = assertInstanceOf(Partitioning.Range.class,
                ((ExchangeExec) PlanCodec.decode(PlanCodec.encode(exchange).toByteString())).partitioning());
        assertEquals(keys, range.keys(), this::seeded);
        assertEquals(8, range.partitions());
        assertEquals(schema, range.bounds().schema());
        assertEquals(values(bounds), values(range.bounds()), this::seeded);
    }

    @Test
    void tasks() throws InvalidProtocolBufferException {
        for (int i = 0; i < 100; i++) {
            PhysicalPlan fragment = some.plan(2);
            Config config = new Config(some.options());
            TaskDescription task = new TaskDescription(attempt(i), fragment, some.partitioning(),
                    Map.of(0, ShuffleInput.NONE, -3, new ShuffleInput(List.of(output(1), output(2)), i, 2 * i + 1)), config,
                    StorageLevel.values()[i % StorageLevel.values().length]);
            TaskMessage message = TaskMessage.parseFrom(TaskCodec.encode(task, PlanCodec.encode(fragment).toByteString()).toByteArray());
            assertEquals(task, TaskCodec.decode(message, PlanCodec.decode(message.getFragment())), this::seeded);
        }
    }

    @Test
    void outcomes() throws InvalidProtocolBufferException {
        TaskOutcome succeeded = new TaskOutcome.Succeeded(output(4), List.of(new WrittenFile("temporary/a", "year=1/b", 5, 1L << 40)),
                List.of(new OperatorMetrics("Scan", 1, 2, 3, 4, 5, 6), new OperatorMetrics("Filter", 1L << 40, 0, 0, -1, 9, 0)));
        assertEquals(succeeded, sent(succeeded));
        EngineException lost = ErrorCondition.SHUFFLE_BLOCK_LOST.with("block", "b", "executor", "e", "detail", "gone.");
        TaskOutcome.FetchFailed fetch =
                assertInstanceOf(TaskOutcome.FetchFailed.class, sent(new TaskOutcome.FetchFailed(new BlockId(attempt(1), 3),
                        new ExecutorId("127.0.0.1:1#2"), lost)));
        assertEquals(new BlockId(attempt(1), 3), fetch.lost());
        assertEquals(new ExecutorId("127.0.0.1:1#2"), fetch.executor());
        assertSame(lost, fetch.error());
    }

    @Test
    void everyErrorKeepsItsConditionAndItsParameters() throws InvalidProtocolBufferException {
        for (ErrorCondition condition : ErrorCondition.values()) {
            EngineException error = condition.with("name", "{a}", "detail", "", "value", "é 😀");
            assertSame(error, assertInstanceOf(TaskOutcome.Failed.class, sent(new TaskOutcome.Failed(error))).error());
        }
        EngineException unknown =
                TaskCodec.decode(ErrorMessage.newBuilder().setCondition("FROM_THE_FUTURE").putParameters("a", "b").build());
        assertEquals(ErrorCondition.INTERNAL_ERROR, unknown.condition());
        assertTrue(unknown.getMessage().contains("FROM_THE_FUTURE"), unknown.getMessage());
    }

    private static void assertSame(EngineException expected, EngineException actual) {
        assertEquals(expected.condition(), actual.condition());
        assertEquals(expected.parameters(), actual.parameters());
        assertEquals(expected.getMessage(), actual.getMessage());
    }

    private static TaskOutcome sent(TaskOutcome outcome) throws InvalidProtocolBufferException {
        return TaskCodec.decode(OutcomeMessage.parseFrom(TaskCodec.encode(outcome).toByteArray()));
    }

    private static TaskAttemptId attempt(int number) {
        return new TaskAttemptId(new StageId(new JobId("s" + number, 1L << 40), number), number + 1, number + 2);
    }

    private static MapOutput output(int number) {
        return new MapOutput(attempt(number), new ExecutorId("127.0.0.1:7077#" + number), List.of(1L, 0L, 1L << 40),
                List.of(8L, 0L, 1L << 41),
                -1L - number);
    }

    private static List<List<@Nullable Object>> values(LocalRows rows) {
        List<List<@Nullable Object>> all = new ArrayList<>();
        for (Batch batch : rows.batches()) {
            for (int row = 0; row < batch.rows(); row++) {
                List<@Nullable Object> values = new ArrayList<>();
                for (Vector column : batch.columns()) {
                    values.add(comparable(Values.get(column, row)));
                }
                all.add(values);
            }
        }
        return all;
    }

    private static @Nullable Object comparable(@Nullable Object value) {
        return switch (value) {
            case byte[] bytes -> HexFormat.of().formatHex(bytes);
            case List<?> list -> {
                List<@Nullable Object> values = new ArrayList<>();
                list.forEach(element -> values.add(comparable(element)));
                yield values;
            }
            case Map<?, ?> map -> {
                List<@Nullable Object> values = new ArrayList<>();
                map.forEach((key, mapped) -> values.add(List.of(String.valueOf(comparable(key)), String.valueOf(comparable(mapped)))));
                yield values;
            }
            case null, default -> value;
        };
    }
}
