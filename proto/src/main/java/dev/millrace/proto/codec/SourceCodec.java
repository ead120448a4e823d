package dev.millrace.proto.codec;

import dev.millrace.expr.Literal;
import dev.millrace.plan.SourceSpec;
import dev.millrace.plan.WriteMode;
import dev.millrace.plan.WriteSpec;
import dev.millrace.proto.message.SourceMessage;
import dev.millrace.proto.message.SplitMessage;
import dev.millrace.proto.message.WriteMessage;
import dev.millrace.spi.Split;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Wire form of what is read and written. */
final class SourceCodec {

    private SourceCodec() {}

    static SourceMessage encode(SourceSpec source) {
        SourceMessage.Builder message =
                SourceMessage.newBuilder().setFormat(source.format()).addAllPaths(source.paths()).putAllOptions(source.options());
        source.schema().ifPresent(schema -> message.setSchema(TypeCodec.encode(schema)));
        return message.build();
    }

    static SourceSpec decode(SourceMessage message) {
        return new SourceSpec(message.getFormat(), List.copyOf(message.getPathsList()), message.getOptionsMap(),
                message.hasSchema() ? Optional.of(TypeCodec.decode(message.getSchema())) : Optional.empty());
    }

    static WriteMessage encode(WriteSpec target) {
        return WriteMessage.newBuilder().setFormat(target.format()).setPath(target.path()).setMode(target.mode().name())
                .putAllOptions(target.options()).addAllPartitionColumns(target.partitionColumns())
                .setSchema(TypeCodec.encode(target.schema())).build();
    }

    static WriteSpec decode(WriteMessage message) {
        return new WriteSpec(message.getFormat(), message.getPath(), WriteMode.valueOf(message.getMode()), message.getOptionsMap(),
                List.copyOf(message.getPartitionColumnsList()), TypeCodec.decode(message.getSchema()));
    }

    static SplitMessage encode(Split split) {
        SplitMessage.Builder message = SplitMessage.newBuilder().setPath(split.path()).setStart(split.start()).setLength(split.length())
                .setFileLength(split.fileLength()).setModified(split.modified());
        split.partitionValues().forEach(value -> message.addPartitionValues(ExprCodec.encodeLiteral(value)));
        return message.build();
    }

    static Split decode(SplitMessage message) {
        List<Literal> values = new ArrayList<>();
        message.getPartitionValuesList().forEach(value -> values.add(ExprCodec.decodeLiteral(value)));
        return new Split(message.getPath(), message.getStart(), message.getLength(), message.getFileLength(), message.getModified(),
                values);
    }
}
