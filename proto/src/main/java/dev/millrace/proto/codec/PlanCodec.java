package dev.millrace.proto.codec;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.expr.Expr;
import dev.millrace.plan.JoinType;
import dev.millrace.plan.WindowFrame;
import dev.millrace.plan.physical.CachedReadExec;
import dev.millrace.plan.physical.CoalesceExec;
import dev.millrace.plan.physical.ExchangeExec;
import dev.millrace.plan.physical.ExpandExec;
import dev.millrace.plan.physical.FilterExec;
import dev.millrace.plan.physical.GenerateExec;
import dev.millrace.plan.physical.HashAggregateExec;
import dev.millrace.plan.physical.HashJoinExec;
import dev.millrace.plan.physical.LimitExec;
import dev.millrace.plan.physical.LocalTableExec;
import dev.millrace.plan.physical.NestedLoopJoinExec;
import dev.millrace.plan.physical.PhysicalPlan;
import dev.millrace.plan.physical.ProjectExec;
import dev.millrace.plan.physical.RangeExec;
import dev.millrace.plan.physical.SampleExec;
import dev.millrace.plan.physical.ScanExec;
import dev.millrace.plan.physical.ShuffleReadExec;
import dev.millrace.plan.physical.Side;
import dev.millrace.plan.physical.SortExec;
import dev.millrace.plan.physical.TopNExec;
import dev.millrace.plan.physical.UnionExec;
import dev.millrace.plan.physical.WindowCall;
import dev.millrace.plan.physical.WindowExec;
import dev.millrace.plan.physical.WriteExec;
import dev.millrace.proto.message.PlanMessage;
import dev.millrace.spi.Split;
import dev.millrace.transport.JobId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Wire form of physical plans. {@code PlanCodec.decode(PlanCodec.encode(plan))} equals the plan. */
public final class PlanCodec {

    /** Messages within messages that are read: two a level of an expression or a plan. More would overflow the stack of whoever reads. */
    public static final int MAX_DEPTH = 2000;

    private PlanCodec() {}

    /** @throws EngineException MALFORMED_MESSAGE when the bytes are no plan, or one that nests too deeply */
    public static PhysicalPlan decode(ByteString bytes) {
        try {
            CodedInputStream input = bytes.newCodedInput();
            input.setRecursionLimit(MAX_DEPTH);
            return decode(PlanMessage.parseFrom(input));
        } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw ErrorCondition.MALFORMED_MESSAGE.caused(e, "what", "a plan", "detail", String.valueOf(e.getMessage()));
        }
    }

    public static PlanMessage encode(PhysicalPlan plan) {
        PlanMessage.Builder message = PlanMessage.newBuilder();
        switch (plan) {
            case ScanExec scan -> message.setScan(encodeScan(scan));
            case LocalTableExec(var rows) -> message.setLocalTable(PlanMessage.LocalTable.newBuilder().setRows(RowsCodec.encode(rows)));
            case RangeExec(var start, var end, var step, var partitions, var schema) -> message.setRange(PlanMessage.Range.newBuilder()
                    .setStart(start).setEnd(end).setStep(step).setPartitions(partitions).setSchema(TypeCodec.encode(schema)));
            case FilterExec(var input, var condition) ->
                    message.setFilter(PlanMessage.Filter.newBuilder().setInput(encode(input)).setCondition(ExprCodec.encode(condition)));
            case ProjectExec(var input, var columns, var schema) ->
                    message.setProject(PlanMessage.Project.newBuilder().setInput(encode(input))
                            .addAllColumns(ExprCodec.encodeAll(columns)).setSchema(TypeCodec.encode(schema)));
            case HashAggregateExec aggregate -> message.setHashAggregate(encodeAggregate(aggregate));
            case HashJoinExec join -> message.setHashJoin(encodeJoin(join));
            case NestedLoopJoinExec(var left, var right, var type, var build, var condition, var schema) ->
                    message.setNestedLoopJoin(PlanMessage.NestedLoopJoin.newBuilder().setLeft(encode(left)).setRight(encode(right))
                            .setType(type.name()).setBuild(build.name()).setCondition(ExprCodec.encode(condition))
                            .setSchema(TypeCodec.encode(schema)));
            case SortExec(var input, var keys) ->
                    message.setSort(PlanMessage.Sort.newBuilder().setInput(encode(input)).addAllKeys(ExprCodec.encodeKeys(keys)));
            case TopNExec(var input, var keys, var limit) -> message
                    .setTopN(PlanMessage.TopN.newBuilder().setInput(encode(input)).addAllKeys(ExprCodec.encodeKeys(keys)).setLimit(limit));
            case LimitExec(var input, var limit, var offset) ->
                    message.setLimit(PlanMessage.Limit.newBuilder().setInput(encode(input)).setLimit(limit).setOffset(offset));
            case UnionExec(var inputs, var schema) -> {
                PlanMessage.Union.Builder union = PlanMessage.Union.newBuilder().setSchema(TypeCodec.encode(schema));
                inputs.forEach(input -> union.addInputs(encode(input)));
                message.setUnion(union);
            }
            case SampleExec(var input, var lower, var upper, var replacement, var seed) -> message.setSample(PlanMessage.Sample.newBuilder()
                    .setInput(encode(input)).setLower(lower).setUpper(upper).setWithReplacement(replacement).setSeed(seed));
            case GenerateExec(var input, var generator, var outer, var schema) -> message.setGenerate(PlanMessage.Generate.newBuilder()
                    .setInput(encode(input)).setGenerator(ExprCodec.encode(generator)).setOuter(outer).setSchema(TypeCodec.encode(schema)));
            case ExpandExec(var input, var projections, var schema) -> {
                PlanMessage.Expand.Builder expand =
                        PlanMessage.Expand.newBuilder().setInput(encode(input)).setSchema(TypeCodec.encode(schema));
                for (List<Expr> projection : projections) {
                    expand.addProjections(PlanMessage.Expand.Projection.newBuilder().addAllColumns(ExprCodec.encodeAll(projection)));
                }
                message.setExpand(expand);
            }
            case WindowExec window -> message.setWindow(encodeWindow(window));
            case CoalesceExec(var input, var partitions) ->
                    message.setCoalesce(PlanMessage.Coalesce.newBuilder().setInput(encode(input)).setPartitions(partitions));
            case WriteExec(var input, var target, var token) ->
                    message.setWrite(
                            PlanMessage.Write.newBuilder().setInput(encode(input)).setTarget(SourceCodec.encode(target)).setToken(token));
            case ExchangeExec(var input, var partitioning, var mergeKeys, var fixed) ->
                    message.setExchange(PlanMessage.Exchange.newBuilder()
                            .setInput(encode(input)).setPartitioning(PartitioningCodec.encode(partitioning))
                            .addAllMergeKeys(ExprCodec.encodeKeys(mergeKeys)).setFixed(fixed));
            case ShuffleReadExec(var stage, var schema, var partitions, var mergeKeys, var broadcast) ->
                    message.setShuffleRead(PlanMessage.ShuffleRead.newBuilder().setStage(stage).setSchema(TypeCodec.encode(schema))
                            .setPartitions(partitions).addAllMergeKeys(ExprCodec.encodeKeys(mergeKeys)).setBroadcast(broadcast));
            case CachedReadExec read -> message.setCachedRead(PlanMessage.CachedRead.newBuilder().setSession(read.job().session())
                    .setJob(read.job().number()).setInput(read.input()).addAllColumns(read.columns())
                    .setSchema(TypeCodec.encode(read.schema())).addAllFilters(ExprCodec.encodeAll(read.filters())).setLimit(read.limit())
                    .setPartitions(read.partitions()));
        }
        return message.build();
    }

    public static PhysicalPlan decode(PlanMessage message) {
        return switch (message.getNodeCase()) {
            case SCAN -> decodeScan(message.getScan());
            case LOCAL_TABLE -> new LocalTableExec(RowsCodec.decode(message.getLocalTable().getRows()));
            case RANGE -> {
                PlanMessage.Range node = message.getRange();
                yield new RangeExec(node.getStart(), node.getEnd(), node.getStep(), node.getPartitions(),
                        TypeCodec.decode(node.getSchema()));
            }
            case FILTER -> new FilterExec(decode(message.getFilter().getInput()), ExprCodec.decode(message.getFilter().getCondition()));
            case PROJECT ->
                    new ProjectExec(decode(message.getProject().getInput()), ExprCodec.decodeAll(message.getProject().getColumnsList()),
                            TypeCodec.decode(message.getProject().getSchema()));
            case HASH_AGGREGATE -> decodeAggregate(message.getHashAggregate());
            case HASH_JOIN -> decodeJoin(message.getHashJoin());
            case NESTED_LOOP_JOIN -> {
                PlanMessage.NestedLoopJoin node = message.getNestedLoopJoin();
                yield new NestedLoopJoinExec(decode(node.getLeft()), decode(node.getRight()), JoinType.valueOf(node.getType()),
                        Side.valueOf(node.getBuild()), ExprCodec.decode(node.getCondition()), TypeCodec.decode(node.getSchema()));
            }
            case SORT -> new SortExec(decode(message.getSort().getInput()), ExprCodec.decodeKeys(message.getSort().getKeysList()));
            case TOP_N -> new TopNExec(decode(message.getTopN().getInput()), ExprCodec.decodeKeys(message.getTopN().getKeysList()),
                    message.getTopN().getLimit());
            case LIMIT ->
                    new LimitExec(decode(message.getLimit().getInput()), message.getLimit().getLimit(), message.getLimit().getOffset());
            case UNION -> {
                List<PhysicalPlan> inputs = new ArrayList<>();
                message.getUnion().getInputsList().forEach(input -> inputs.add(decode(input)));
                yield new UnionExec(inputs, TypeCodec.decode(message.getUnion().getSchema()));
            }
            case SAMPLE -> {
                PlanMessage.Sample node = message.getSample();
                yield new SampleExec(decode(node.getInput()), node.getLower(), node.getUpper(), node.getWithReplacement(), node.getSeed());
            }
            case GENERATE -> {
                PlanMessage.Generate node = message.getGenerate();
                yield new GenerateExec(decode(node.getInput()), ExprCodec.decodeCall(node.getGenerator().getCall()), node.getOuter(),
                        TypeCodec.decode(node.getSchema()));
            }
            case EXPAND -> {
                List<List<Expr>> projections = new ArrayList<>();
                message.getExpand().getProjectionsList()
                        .forEach(projection -> projections.add(ExprCodec.decodeAll(projection.getColumnsList())));
                yield new ExpandExec(decode(message.getExpand().getInput()), projections,
                        TypeCodec.decode(message.getExpand().getSchema()));
            }
            case WINDOW -> decodeWindow(message.getWindow());
            case COALESCE -> new CoalesceExec(decode(message.getCoalesce().getInput()), message.getCoalesce().getPartitions());
            case WRITE -> new WriteExec(decode(message.getWrite().getInput()), SourceCodec.decode(message.getWrite().getTarget()),
                    message.getWrite().getToken());
            case EXCHANGE -> new ExchangeExec(decode(message.getExchange().getInput()),
                    PartitioningCodec.decode(message.getExchange().getPartitioning()),
                    ExprCodec.decodeKeys(message.getExchange().getMergeKeysList()), message.getExchange().getFixed());
            case SHUFFLE_READ -> {
                PlanMessage.ShuffleRead node = message.getShuffleRead();
                yield new ShuffleReadExec(node.getStage(), TypeCodec.decode(node.getSchema()), node.getPartitions(),
                        ExprCodec.decodeKeys(node.getMergeKeysList()), node.getBroadcast());
            }
            case CACHED_READ -> {
                PlanMessage.CachedRead node = message.getCachedRead();
                yield new CachedReadExec(new JobId(node.getSession(), node.getJob()), node.getInput(), node.getColumnsList(),
                        TypeCodec.decode(node.getSchema()), ExprCodec.decodeAll(node.getFiltersList()), node.getLimit(),
                        node.getPartitions());
            }
            case NODE_NOT_SET -> throw Malformed.message("an unknown plan node");
        };
    }

    private static PlanMessage.Scan encodeScan(ScanExec scan) {
        PlanMessage.Scan.Builder message = PlanMessage.Scan.newBuilder().setSource(SourceCodec.encode(scan.source()))
                .setTableSchema(TypeCodec.encode(scan.tableSchema())).addAllColumns(scan.columns())
                .setSchema(TypeCodec.encode(scan.schema()))
                .addAllFilters(ExprCodec.encodeAll(scan.filters())).setLimit(scan.limit());
        for (List<Split> splits : scan.splits()) {
            PlanMessage.Scan.Partition.Builder partition = PlanMessage.Scan.Partition.newBuilder();
            splits.forEach(split -> partition.addSplits(SourceCodec.encode(split)));
            message.addPartitions(partition);
        }
        return message.build();
    }

    private static ScanExec decodeScan(PlanMessage.Scan message) {
        List<List<Split>> partitions = new ArrayList<>();
        for (PlanMessage.Scan.Partition partition : message.getPartitionsList()) {
            List<Split> splits = new ArrayList<>();
            partition.getSplitsList().forEach(split -> splits.add(SourceCodec.decode(split)));
            partitions.add(splits);
        }
        return new ScanExec(SourceCodec.decode(message.getSource()), TypeCodec.decode(message.getTableSchema()),
                List.copyOf(message.getColumnsList()), TypeCodec.decode(message.getSchema()), ExprCodec.decodeAll(message.getFiltersList()),
                message.getLimit(), partitions);
    }

    private static PlanMessage.HashAggregate encodeAggregate(HashAggregateExec aggregate) {
        PlanMessage.HashAggregate.Builder message = PlanMessage.HashAggregate.newBuilder().setInput(encode(aggregate.input()))
                .setMode(aggregate.mode().name()).addAllKeys(ExprCodec.encodeAll(aggregate.keys()))
                .setSchema(TypeCodec.encode(aggregate.schema()));
        aggregate.calls().forEach(call -> message.addCalls(ExprCodec.encode(call)));
        return message.build();
    }

    private static HashAggregateExec decodeAggregate(PlanMessage.HashAggregate message) {
        return new HashAggregateExec(decode(message.getInput()), HashAggregateExec.Mode.valueOf(message.getMode()),
                ExprCodec.decodeAll(message.getKeysList()), message.getCallsList().stream().map(ExprCodec::decode).toList(),
                TypeCodec.decode(message.getSchema()));
    }

    private static PlanMessage.HashJoin encodeJoin(HashJoinExec join) {
        return PlanMessage.HashJoin.newBuilder().setLeft(encode(join.left())).setRight(encode(join.right())).setType(join.type().name())
                .setBuild(join.build().name()).setBroadcast(join.broadcast()).addAllLeftKeys(ExprCodec.encodeAll(join.leftKeys()))
                .addAllRightKeys(ExprCodec.encodeAll(join.rightKeys())).addAllNullSafe(join.nullSafe())
                .setResidual(ExprCodec.encode(join.residual())).setSchema(TypeCodec.encode(join.schema())).build();
    }

    private static HashJoinExec decodeJoin(PlanMessage.HashJoin message) {
        return new HashJoinExec(decode(message.getLeft()), decode(message.getRight()), JoinType.valueOf(message.getType()),
                Side.valueOf(message.getBuild()), message.getBroadcast(), ExprCodec.decodeAll(message.getLeftKeysList()),
                ExprCodec.decodeAll(message.getRightKeysList()), List.copyOf(message.getNullSafeList()),
                ExprCodec.decode(message.getResidual()),
                TypeCodec.decode(message.getSchema()));
    }

    private static PlanMessage.Window encodeWindow(WindowExec window) {
        PlanMessage.Window.Builder message = PlanMessage.Window.newBuilder().setInput(encode(window.input()))
                .addAllPartitionBy(ExprCodec.encodeAll(window.partitionBy())).addAllOrderBy(ExprCodec.encodeKeys(window.orderBy()))
                .setSchema(TypeCodec.encode(window.schema()));
        for (WindowCall function : window.functions()) {
            message.addFunctions(
                    PlanMessage.Window.Function.newBuilder().setCall(ExprCodec.encode(function.call()))
                            .setUnit(function.frame().unit().name()).setFrom(encodeBound(function.frame().from()))
                            .setTo(encodeBound(function.frame().to())).setIgnoreNulls(function.ignoreNulls()));
        }
        return message.build();
    }

    private static PlanMessage.Window.FrameBound encodeBound(WindowFrame.Bound bound) {
        PlanMessage.Window.FrameBound.Builder message = PlanMessage.Window.FrameBound.newBuilder();
        switch (bound) {
            case WindowFrame.Unbounded _ -> {
            }
            case WindowFrame.Offset(var distance) -> message.setOffset(distance);
            case WindowFrame.Limit(var value, var following) -> message.setLimit(ExprCodec.encode(value)).setFollowing(following);
        }
        return message.build();
    }

    private static WindowFrame.Bound decodeBound(PlanMessage.Window.FrameBound message) {
        return switch (message.getEndCase()) {
            case END_NOT_SET -> new WindowFrame.Unbounded();
            case OFFSET -> new WindowFrame.Offset(message.getOffset());
            case LIMIT -> new WindowFrame.Limit(ExprCodec.decode(message.getLimit()), message.getFollowing());
        };
    }

    private static WindowExec decodeWindow(PlanMessage.Window message) {
        List<WindowCall> functions = new ArrayList<>();
        for (PlanMessage.Window.Function function : message.getFunctionsList()) {
            WindowFrame frame = new WindowFrame(WindowFrame.Unit.valueOf(function.getUnit()), decodeBound(function.getFrom()),
                    decodeBound(function.getTo()));
            functions.add(new WindowCall(ExprCodec.decode(function.getCall()), frame, function.getIgnoreNulls()));
        }
        return new WindowExec(decode(message.getInput()), ExprCodec.decodeAll(message.getPartitionByList()),
                ExprCodec.decodeKeys(message.getOrderByList()), functions, TypeCodec.decode(message.getSchema()));
    }
}
