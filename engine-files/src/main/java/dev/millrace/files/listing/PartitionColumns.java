package dev.millrace.files.listing;

import dev.millrace.error.ErrorCondition;
import dev.millrace.expr.Literal;
import dev.millrace.files.listing.FoundFile.FolderValue;
import dev.millrace.files.values.TextValues;
import dev.millrace.plan.SourceSpec;
import dev.millrace.spi.Split;
import dev.millrace.types.DataType;
import dev.millrace.types.Field;
import dev.millrace.types.Schema;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Types and values of partition folders. A type is the user's, else the narrowest that all folders of a column fit: INT, BIGINT,
 * DOUBLE, DATE, TIMESTAMP, STRING.
 */
final class PartitionColumns {

    private static final List<DataType> CANDIDATES =
            List.of(DataType.INT, DataType.BIGINT, DataType.DOUBLE, DataType.DATE, DataType.TIMESTAMP);

    private static final int DATE_LENGTH = "2020-01-01".length();

    private PartitionColumns() {}

    static FileListing applied(List<FoundFile> files, SourceSpec spec, ZoneId zone) {
        List<FolderValue> first = files.isEmpty() ? List.of() : files.getFirst().folders();
        for (FoundFile file : files) {
            if (!names(file.folders()).equals(names(first))) {
                throw ErrorCondition.UNABLE_TO_INFER_SCHEMA.with("path", String.join(", ", spec.paths()), "detail",
                        "its partition folders do not agree: "
                                + files.getFirst().path() + " and " + file.path() + ".");
            }
        }
        TextValues values = new TextValues(zone);
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < first.size(); i++) {
            String name = first.get(i).name();
            Optional<Field> given = spec.schema()
                    .flatMap(schema -> schema.indexOf(name) < 0 ? Optional.empty() : Optional.of(schema.field(schema.indexOf(name))));
            int column = i;
            fields.add(given.orElseGet(() -> Field.of(name, inferred(files, column, values))));
        }
        List<Split> splits = new ArrayList<>(files.size());
        for (FoundFile file : files) {
            List<Literal> literals = new ArrayList<>();
            for (int i = 0; i < fields.size(); i++) {
                DataType type = fields.get(i).type();
                literals.add(new Literal(value(file, i, type, values), type));
            }
            splits.add(file.split(literals));
        }
        return new FileListing(splits, new Schema(fields));
    }

    private static List<String> names(List<FolderValue> folders) {
        return folders.stream().map(FolderValue::name).toList();
    }

    private static DataType inferred(List<FoundFile> files, int column, TextValues values) {
        boolean any = false;
        List<DataType> left = new ArrayList<>(CANDIDATES);
        for (FoundFile file : files) {
            FolderValue folder = file.folders().get(column);
            if (!folder.isNull()) {
                any = true;
                left.removeIf(type -> !fits(folder.text(), type, values));
            }
        }
        return left.isEmpty() || !any ? DataType.STRING : left.getFirst();
    }

    /** As a DATE only what has no time behind it, though a time would be read over. */
    private static boolean fits(String text, DataType type, TextValues values) {
        return values.isText(text, type) && !(type instanceof DataType.DateType && text.length() > DATE_LENGTH);
    }

    private static @Nullable Object value(FoundFile file, int column, DataType type, TextValues values) {
        FolderValue folder = file.folders().get(column);
        return folder.isNull() ? null
                : values.read(folder.text(), type).orElseThrow(() -> ErrorCondition.FAILED_READ_FILE_TYPE.with("column",
                        folder.name(), "file", file.path(), "found", "'" + folder.text() + "'", "expected", type.sql()));
    }
}
