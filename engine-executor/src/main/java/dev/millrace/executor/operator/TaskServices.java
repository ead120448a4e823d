package dev.millrace.executor.operator;

import dev.millrace.executor.cache.BroadcastTables;
import dev.millrace.memory.MemoryPool;
import dev.millrace.spi.DataSource;
import dev.millrace.transport.BlockSource;
import dev.millrace.transport.ShuffleInput;
import java.util.Map;

/**
 * Where a task's leaves read, and what it shares with others.
 *
 * @param inputs      what the task reads, by stage number
 * @param sources     data sources by name
 * @param blocks      where map outputs are read
 * @param broadcasts  tables shared by the tasks of a stage
 * @param queryMemory where shared tables are counted
 */
public record TaskServices(Map<Integer, ShuffleInput> inputs, Map<String, DataSource> sources, BlockSource blocks,
        BroadcastTables broadcasts,
        MemoryPool queryMemory) {
    public TaskServices {
        inputs = Map.copyOf(inputs);
        sources = Map.copyOf(sources);
    }
}
