package dev.millrace.types;

import java.util.List;

/**
 * A column's type. The names and the meaning are those of Spark 4 SQL.
 *
 * <p>{@link #sql()} gives the type as SQL text ({@code DECIMAL(10,2)}, {@code ARRAY<INT>}); {@link #simpleName()} the lower-case form that
 * {@code printSchema} and {@code dtypes} show ({@code decimal(10,2)}, {@code array<int>}).
 */
public sealed interface DataType extends TypeTraits {

    BooleanType BOOLEAN = new BooleanType();
    ByteType TINYINT = new ByteType();
    ShortType SMALLINT = new ShortType();
    IntType INT = new IntType();
    LongType BIGINT = new LongType();
    FloatType FLOAT = new FloatType();
    DoubleType DOUBLE = new DoubleType();
    StringType STRING = new StringType();
    BinaryType BINARY = new BinaryType();
    DateType DATE = new DateType();
    TimestampType TIMESTAMP = new TimestampType();
    TimestampNtzType TIMESTAMP_NTZ = new TimestampNtzType();
    YearMonthIntervalType INTERVAL_YEAR_MONTH = new YearMonthIntervalType();
    DayTimeIntervalType INTERVAL_DAY_TIME = new DayTimeIntervalType();
    NullType NULL = new NullType();

    /** How values of this type lie in a vector. */
    Storage storage();

    /** Lower-case form, as in {@code printSchema}. */
    String simpleName();

    static DecimalType decimal(int precision, int scale) {
        return new DecimalType(precision, scale);
    }

    static ArrayType array(DataType element) {
        return new ArrayType(element, true);
    }

    static MapType map(DataType key, DataType value) {
        return new MapType(key, value, true);
    }

    static StructType struct(Field... fields) {
        return new StructType(List.of(fields));
    }

    record BooleanType() implements DataType {
        @Override
        public Storage storage() {
            return Storage.BOOLEAN;
        }

        @Override
        public String simpleName() {
            return "boolean";
        }
    }

    /** TINYINT, 8 bits. */
    record ByteType() implements DataType {
        @Override
        public Storage storage() {
            return Storage.INT;
        }

        @Override
        public String simpleName() {
            return "tinyint";
        }
    }

    /** SMALLINT, 16 bits. */
    record ShortType() implements DataType {
        @Override
        public Storage storage() {
            return Storage.INT;
        }

        @Override
        public String simpleName() {
            return "smallint";
        }
    }

    /** INT, 32 bits. */
    record IntType() implements DataType {
        @Override
        public Storage storage() {
            return Storage.INT;
        }

        @Override
        public String simpleName() {
            return "int";
        }
    }

    /** BIGINT, 64 bits. */
    record LongType() implements DataType {
        @Override
        public Storage storage() {
            return Storage.LONG;
        }

        @Override
        public String simpleName() {
            return "bigint";
        }
    }

    /** FLOAT, IEEE 754 binary32. In a vector it is held widened to double; every kernel rounds its result back to a float value. */
    record FloatType() implements DataType {
        @Override
        public Storage storage() {
            return Storage.DOUBLE;
        }

        @Override
        public String simpleName() {
            return "float";
        }
    }

    /** DOUBLE, IEEE 754 binary64. */
    record DoubleType() implements DataType {
        @Override
        public Storage storage() {
            return Storage.DOUBLE;
        }

        @Override
        public String simpleName() {
            return "double";
        }
    }

    /** DECIMAL with 1 to 38 digits, {@code 0 <= scale <= precision}. Up to 18 digits a value is one scaled long, beyond that two. */
    record DecimalType(int precision, int scale) implements DataType {
        public static final int MAX_PRECISION = 38;
        public static final int MAX_LONG_PRECISION = 18;

        public DecimalType {
            if (precision < 1 || precision > MAX_PRECISION || scale < 0 || scale > precision) {
                throw new IllegalArgumentException("no such type: DECIMAL(" + precision + "," + scale + ")");
            }
        }

        @Override
        public Storage storage() {
            return precision <= MAX_LONG_PRECISION ? Storage.LONG : Storage.DECIMAL128;
        }

        @Override
        public String simpleName() {
            return "decimal(" + precision + "," + scale + ")";
        }
    }

    /** STRING, UTF-8, compared byte by byte. */
    record StringType() implements DataType {
        @Override
        public Storage storage() {
            return Storage.BYTES;
        }

        @Override
        public String simpleName() {
            return "string";
        }
    }

    record BinaryType() implements DataType {
        @Override
        public Storage storage() {
            return Storage.BYTES;
        }

        @Override
        public String simpleName() {
            return "binary";
        }
    }

    /** DATE, days since 1970-01-01 in the proleptic Gregorian calendar. */
    record DateType() implements DataType {
        @Override
        public Storage storage() {
            return Storage.INT;
        }

        @Override
        public String simpleName() {
            return "date";
        }
    }

    /** TIMESTAMP, an instant: microseconds since 1970-01-01T00:00:00Z, shown in the session time zone. */
    record TimestampType() implements DataType {
        @Override
        public Storage storage() {
            return Storage.LONG;
        }

        @Override
        public String simpleName() {
            return "timestamp";
        }
    }

    /** TIMESTAMP_NTZ, a local date and time: microseconds since 1970-01-01T00:00:00 on the wall clock. */
    record TimestampNtzType() implements DataType {
        @Override
        public Storage storage() {
            return Storage.LONG;
        }

        @Override
        public String simpleName() {
            return "timestamp_ntz";
        }
    }

    /** INTERVAL YEAR TO MONTH, in months. */
    record YearMonthIntervalType() implements DataType {
        @Override
        public Storage storage() {
            return Storage.INT;
        }

        @Override
        public String simpleName() {
            return "interval year to month";
        }
    }

    /** INTERVAL DAY TO SECOND, in microseconds. */
    record DayTimeIntervalType() implements DataType {
        @Override
        public Storage storage() {
            return Storage.LONG;
        }

        @Override
        public String simpleName() {
            return "interval day to second";
        }
    }

    record ArrayType(DataType element, boolean containsNull) implements DataType {
        @Override
        public Storage storage() {
            return Storage.LIST;
        }

        @Override
        public String simpleName() {
            return "array<" + element.simpleName() + ">";
        }
    }

    record MapType(DataType key, DataType value, boolean valueContainsNull) implements DataType {
        @Override
        public Storage storage() {
            return Storage.MAP;
        }

        @Override
        public String simpleName() {
            return "map<" + key.simpleName() + "," + value.simpleName() + ">";
        }
    }

    record StructType(List<Field> fields) implements DataType {
        public StructType {
            fields = List.copyOf(fields);
        }

        @Override
        public Storage storage() {
            return Storage.STRUCT;
        }

        @Override
        public String simpleName() {
            StringBuilder text = new StringBuilder("struct<");
            for (int i = 0; i < fields.size(); i++) {
                text.append(i == 0 ? "" : ",").append(fields.get(i).name()).append(':').append(fields.get(i).type().simpleName());
            }
            return text.append('>').toString();
        }
    }

    /** The type of a bare {@code NULL}; coerces to every other type. */
    record NullType() implements DataType {
        @Override
        public Storage storage() {
            return Storage.NULL;
        }

        @Override
        public String simpleName() {
            return "void";
        }
    }
}
