package dev.millrace.executor.operator.join;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.config.Config;
import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.executor.harness.HarnessContext;
import dev.millrace.executor.kernel.ExprCompiler;
import dev.millrace.executor.operator.Operator;
import dev.millrace.executor.operator.row.RangeOperator;
import dev.millrace.expr.InputRef;
import dev.millrace.memory.MemoryPool;
import dev.millrace.plan.physical.RangeExec;
import dev.millrace.types.DataType;
import dev.millrace.types.Field;
import dev.millrace.types.Schema;
import java.util.List;
import org.junit.jupiter.api.Test;

class JoinMemoryTest {

    private static final Schema NUMBERS = Schema.of(new Field("id", DataType.BIGINT, false));

    private static JoinTable table(HarnessContext context, long rows) {
        try (Operator input = new RangeOperator(new RangeExec(0, rows, 1, 1, NUMBERS), 0, context)) {
            return JoinTable.build(input, List.of(new InputRef(0, DataType.BIGINT, false, "id")), List.of(false),
                    new ExprCompiler(Config.EMPTY),
                    context.memory().child("table", MemoryPool.UNLIMITED));
        }
    }

    @Test
    void tableThatDoesNotFitIsAnErrorAndLeavesNothing() {
        try (MemoryPool memory = MemoryPool.root("test", 1_000_000)) {
            HarnessContext context = HarnessContext.of(memory, Config.EMPTY);
            EngineException refused = assertThrows(EngineException.class, () -> table(context, 100_000));
            assertEquals(ErrorCondition.MEMORY_LIMIT_EXCEEDED, refused.condition());
            assertTrue(refused.getMessage().contains("table"), refused.getMessage());
            assertEquals(0, memory.used());
            context.removeDirectory();
        }
    }

    @Test
    void tableIsCountedUntilItIsClosed() {
        try (MemoryPool memory = MemoryPool.root("test", 4_000_000)) {
            HarnessContext context = HarnessContext.of(memory, Config.EMPTY);
            JoinTable table = table(context, 100_000);
            assertTrue(memory.used() >= 100_000 * 12L, "rows and positions are " + memory.used());
            table.close();
            assertEquals(0, memory.used());
            context.removeDirectory();
        }
    }
}
