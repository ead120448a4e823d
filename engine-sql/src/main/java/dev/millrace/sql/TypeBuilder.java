package dev.millrace.sql;

import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.types.DataType;
import dev.millrace.types.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.antlr.v4.runtime.ParserRuleContext;

/** Types as they are written in CAST and in lists of columns. */
final class TypeBuilder {

    private final Reading reading;

    TypeBuilder(Reading reading) {
        this.reading = reading;
    }

    /** @throws EngineException UNSUPPORTED_DATATYPE, PARSE_SYNTAX_ERROR */
    DataType type(SqlGrammarParser.TypeContext context) {
        if (context.ARRAY() != null) {
            return DataType.array(type(context.type(0)));
        } else if (context.MAP() != null) {
            return DataType.map(type(context.type(0)), type(context.type(1)));
        } else if (context.STRUCT() != null) {
            List<Field> fields = new ArrayList<>();
            for (SqlGrammarParser.StructFieldContext field : context.structField()) {
                fields.add(new Field(Names.of(field.anyName()), type(field.type()), field.NOT() == null));
            }
            return new DataType.StructType(fields);
        } else if (context.INTERVAL() != null) {
            return interval(context);
        } else if (context.TIMESTAMP() != null) {
            return context.WITHOUT() != null ? DataType.TIMESTAMP_NTZ : DataType.TIMESTAMP;
        }
        return simple(context);
    }

    private DataType simple(SqlGrammarParser.TypeContext context) {
        String name = Names.of(context.columnName()).toLowerCase(Locale.ROOT);
        int given = context.INTEGER().size();
        return switch (name) {
            case "decimal", "dec", "numeric" -> decimal(context);
            case "char", "character", "varchar" -> {
                if (given != 1) {
                    throw reading.error(context, "the type " + name.toUpperCase(Locale.ROOT) + " needs a length, as in VARCHAR(20)");
                }
                yield DataType.STRING;
            }
            default -> given == 0 ? named(name, context) : refuse(context);
        };
    }

    private DataType named(String name, SqlGrammarParser.TypeContext context) {
        return switch (name) {
            case "boolean" -> DataType.BOOLEAN;
            case "tinyint", "byte" -> DataType.TINYINT;
            case "smallint", "short" -> DataType.SMALLINT;
            case "int", "integer" -> DataType.INT;
            case "bigint", "long" -> DataType.BIGINT;
            case "float", "real" -> DataType.FLOAT;
            case "double" -> DataType.DOUBLE;
            case "string" -> DataType.STRING;
            case "binary" -> DataType.BINARY;
            case "date" -> DataType.DATE;
            case "timestamp", "timestamp_ltz" -> DataType.TIMESTAMP;
            case "timestamp_ntz" -> DataType.TIMESTAMP_NTZ;
            case "void" -> DataType.NULL;
            default -> refuse(context);
        };
    }

    private DataType refuse(SqlGrammarParser.TypeContext context) {
        throw ErrorCondition.UNSUPPORTED_DATATYPE.with("type", reading.written(context).toUpperCase(Locale.ROOT), "position",
                reading.position(context), "suggestion", "");
    }

    private DataType decimal(SqlGrammarParser.TypeContext context) {
        int precision = context.INTEGER().isEmpty() ? 10 : size(context.INTEGER(0).getText(), context);
        int scale = context.INTEGER().size() < 2 ? 0 : size(context.INTEGER(1).getText(), context);
        if (precision > DataType.DecimalType.MAX_PRECISION) {
            throw ErrorCondition.DECIMAL_PRECISION_EXCEEDS_MAX_PRECISION.with("literal", reading.written(context), "position",
                    reading.position(context), "precision", precision, "max", DataType.DecimalType.MAX_PRECISION);
        } else if (precision < 1 || scale > precision) {
            throw reading.error(context, "a DECIMAL has at least one digit, and not more of them behind the point than it has");
        }
        return DataType.decimal(precision, scale);
    }

    private int size(String digits, ParserRuleContext context) {
        if (digits.length() > 6) {
            throw reading.error(context, "the number " + digits + " is too large for a type");
        }
        return Integer.parseInt(digits);
    }

    private DataType interval(SqlGrammarParser.TypeContext context) {
        if (context.unit().isEmpty()) {
            throw ErrorCondition.UNSUPPORTED_DATATYPE.with("type", "INTERVAL", "position", reading.position(context), "suggestion",
                    " Say of which fields, as in INTERVAL DAY TO SECOND.");
        }
        IntervalUnit from = IntervalUnit.of(context.unit(0));
        IntervalUnit to = context.unit().size() > 1 ? IntervalUnit.of(context.unit(1)) : from;
        if (!from.isField() || !to.isField() || from.isMonths() != to.isMonths() || from.compareTo(to) > 0) {
            throw reading.error(context, "an interval's fields go from a larger one to a smaller one, YEAR TO MONTH or DAY TO SECOND");
        }
        return from.isMonths() ? DataType.INTERVAL_YEAR_MONTH : DataType.INTERVAL_DAY_TIME;
    }
}
