package dev.millrace.driver.command;

import dev.millrace.driver.analyze.NearestNames;
import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.types.Field;
import dev.millrace.types.Schema;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Columns of tables by name, ignoring case. */
final class Columns {

    private Columns() {}

    /** @throws EngineException COLUMN_ALREADY_EXISTS */
    static void requireDistinct(List<String> names) {
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (!seen.add(name.toLowerCase(Locale.ROOT))) {
                throw ErrorCondition.COLUMN_ALREADY_EXISTS.with("name", "\"" + name + "\"");
            }
        }
    }

    /** Position of a column. @throws EngineException UNRESOLVED_COLUMN */
    static int require(Schema schema, String name) {
        int position = schema.indexOf(name);
        if (position < 0) {
            throw ErrorCondition.UNRESOLVED_COLUMN.with("name", "\"" + name + "\"", "suggestion",
                    NearestNames.suggestionOrSome(name, schema.names()));
        }
        return position;
    }

    static Schema renamed(Schema schema, List<String> names) {
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            fields.add(new Field(names.get(i), schema.type(i), schema.field(i).nullable()));
        }
        return new Schema(fields);
    }

    /** The same columns, those of the partitions last and in their order. */
    static Schema partitionsLast(Schema schema, List<String> partitionColumns) {
        List<Field> last = new ArrayList<>();
        for (String column : partitionColumns) {
            last.add(schema.field(require(schema, column)));
        }
        List<Field> fields = new ArrayList<>(schema.fields());
        fields.removeAll(last);
        fields.addAll(last);
        return new Schema(fields);
    }

    static Schema nullable(Schema schema) {
        return new Schema(schema.fields().stream().map(field -> Field.of(field.name(), field.type())).toList());
    }
}
