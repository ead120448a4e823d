package dev.millrace.files.write;

import dev.millrace.columnar.Batch;
import dev.millrace.columnar.BooleanVector;
import dev.millrace.columnar.BytesVector;
import dev.millrace.columnar.ConstantVector;
import dev.millrace.columnar.Decimal128Vector;
import dev.millrace.columnar.DictionaryVector;
import dev.millrace.columnar.DoubleVector;
import dev.millrace.columnar.IntVector;
import dev.millrace.columnar.ListVector;
import dev.millrace.columnar.LongVector;
import dev.millrace.columnar.MapVector;
import dev.millrace.columnar.NullVector;
import dev.millrace.columnar.Selection;
import dev.millrace.columnar.StructVector;
import dev.millrace.columnar.Values;
import dev.millrace.columnar.Vector;
import dev.millrace.files.listing.PartitionFolder;
import dev.millrace.types.DataType;
import dev.millrace.types.Schema;
import dev.millrace.types.ValueFormat;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Sorts the rows of a batch by partition folder: {@code year=2020/month=1}. */
final class PartitionKeys {

    private final Schema schema;
    private final List<Integer> columns;
    private final ValueFormat format;

    PartitionKeys(Schema schema, List<Integer> columns, ZoneId zone) {
        this.schema = schema;
        this.columns = columns;
        this.format = ValueFormat.cast(zone);
    }

    private static final class Rows {
        private int[] rows = new int[16];
        private int count;

        void add(int row) {
            if (count == rows.length) {
                rows = Arrays.copyOf(rows, 2 * count);
            }
            rows[count++] = row;
        }
    }

    /** Rows by folder, in the order in which the folders are met. */
    Map<String, Selection> group(Batch dense) {
        List<String[]> segments = new ArrayList<>();
        for (int column : columns) {
            segments.add(segments(schema.field(column).name(), dense.column(column)));
        }
        Map<String, Rows> groups = new LinkedHashMap<>();
        Rows current = new Rows();
        for (int row = 0; row < dense.length(); row++) {
            if (row == 0 || !sameAsBefore(segments, row)) {
                current = groups.computeIfAbsent(key(segments, row), _ -> new Rows());
            }
            current.add(row);
        }
        Map<String, Selection> selections = new LinkedHashMap<>();
        groups.forEach((key, rows) -> selections.put(key, new Selection(rows.rows, rows.count)));
        return selections;
    }

    private static boolean sameAsBefore(List<String[]> segments, int row) {
        for (String[] segment : segments) {
            if (!segment[row].equals(segment[row - 1])) {
                return false;
            }
        }
        return true;
    }

    private static String key(List<String[]> segments, int row) {
        StringBuilder key = new StringBuilder();
        for (String[] segment : segments) {
            key.append(key.isEmpty() ? "" : "/").append(segment[row]);
        }
        return key.toString();
    }

    /** The folder name of each row; equal neighbours share one text. */
    private String[] segments(String column, Vector vector) {
        String[] segments = new String[vector.length()];
        switch (vector) {
            case DictionaryVector(var codes, var dictionary, var length, var _) -> {
                String[] byCode = new String[dictionary.length()];
                for (int row = 0; row < length; row++) {
                    if (vector.isNull(row)) {
                        segments[row] = PartitionFolder.name(column, null);
                    } else {
                        int code = codes[row];
                        byCode[code] = byCode[code] == null ? name(column, Values.get(dictionary, code), dictionary.type()) : byCode[code];
                        segments[row] = byCode[code];
                    }
                }
            }
            case ConstantVector(var value, var _) -> Arrays.fill(segments, name(column, Values.get(value, 0), value.type()));
            case BooleanVector _, IntVector _, LongVector _, DoubleVector _, Decimal128Vector _, BytesVector _,
                    ListVector _, MapVector _, StructVector _, NullVector _ -> {
                Object before = null;
                for (int row = 0; row < segments.length; row++) {
                    Object value = Values.get(vector, row);
                    segments[row] = row > 0 && Objects.equals(value, before) ? segments[row - 1] : name(column, value, vector.type());
                    before = value;
                }
            }
        }
        return segments;
    }

    private String name(String column, @Nullable Object value, DataType type) {
        return PartitionFolder.name(column, value == null ? null : format.text(value, type));
    }
}
