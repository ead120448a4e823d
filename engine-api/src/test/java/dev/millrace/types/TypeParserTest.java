package dev.millrace.types;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TypeParserTest {

    @Test
    void readsEveryName() {
        assertEquals(DataType.BOOLEAN, TypeParser.type("boolean"));
        assertEquals(DataType.TINYINT, TypeParser.type("TINYINT"));
        assertEquals(DataType.TINYINT, TypeParser.type("byte"));
        assertEquals(DataType.SMALLINT, TypeParser.type("Short"));
        assertEquals(DataType.INT, TypeParser.type(" integer "));
        assertEquals(DataType.BIGINT, TypeParser.type("long"));
        assertEquals(DataType.FLOAT, TypeParser.type("real"));
        assertEquals(DataType.decimal(10, 0), TypeParser.type("dec"));
        assertEquals(DataType.decimal(5, 0), TypeParser.type("numeric(5)"));
        assertEquals(DataType.decimal(38, 38), TypeParser.type("decimal( 38 , 38 )"));
        assertEquals(DataType.STRING, TypeParser.type("varchar(20)"));
        assertEquals(DataType.TIMESTAMP, TypeParser.type("timestamp_ltz"));
        assertEquals(DataType.INTERVAL_YEAR_MONTH, TypeParser.type("interval year to month"));
        assertEquals(DataType.INTERVAL_YEAR_MONTH, TypeParser.type("INTERVAL MONTH"));
        assertEquals(DataType.INTERVAL_DAY_TIME, TypeParser.type("interval hour to second"));
        assertEquals(DataType.NULL, TypeParser.type("void"));
    }

    @Test
    void readsNestedTypes() {
        assertEquals(DataType.array(DataType.struct(Field.of("a", DataType.INT), Field.of("b", DataType.STRING))),
                TypeParser.type("array<struct<a:int, b:string>>"));
        assertEquals(DataType.map(DataType.STRING, DataType.array(DataType.decimal(10, 2))),
                TypeParser.type("MAP<STRING,ARRAY<DECIMAL(10,2)>>"));
        assertEquals(DataType.struct(new Field("my name", DataType.BIGINT, false)),
                TypeParser.type("struct<`my name` bigint not null comment 'x'>"));
        assertEquals(DataType.struct(), TypeParser.type("struct<>"));
    }

    @Test
    void readsSchemas() {
        assertEquals(Schema.of(Field.of("id", DataType.BIGINT), new Field("name", DataType.STRING, false)),
                TypeParser.schema("id BIGINT, name STRING NOT NULL"));
        assertEquals(Schema.of(Field.of("date", DataType.DATE), Field.of("a`b", DataType.INT)),
                TypeParser.schema("date date COMMENT \"it''s\", `a``b`: int"));
        assertEquals(Schema.EMPTY, TypeParser.schema("  "));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            bigin            | character 1 of  | a type such as
            array<int        | character 10 of | expected >, but found the end
            array int        | character 7 of  | expected <, but found 'int'
            decimal(39,2)    | character 1 of  | a precision from 1 to 38
            decimal(2,3)     | character 1 of  | a precision from 1 to 38
            map<int string>  | character 9 of  | expected ,, but found 'string'
            int int          | character 5 of  | expected the end
            interval day to year | character 10 of | the fields of an interval
            struct<a>        | character 9 of  | expected a type
            ''               | character 1 of  | expected a type
            """)
    void saysWhereAndWhatWasExpected(String text, String position, String expected) {
        EngineException error = assertThrows(EngineException.class, () -> TypeParser.type("''".equals(text) ? "" : text));
        assertEquals(ErrorCondition.PARSE_SYNTAX_ERROR, error.condition());
        assertTrue(error.getMessage().contains(position), error.getMessage());
        assertTrue(error.getMessage().contains(expected), error.getMessage());
    }

    @Test
    void refusesHalfASchema() {
        for (String text : List.of("id", "id BIGINT,", "id BIGINT name STRING", "id BIGINT NOT", "`id BIGINT", "`` INT", "id INT COMMENT x",
                "id INT COMMENT 'x")) {
            assertEquals(ErrorCondition.PARSE_SYNTAX_ERROR,
                    assertThrows(EngineException.class, () -> TypeParser.schema(text), text).condition());
        }
    }

    @Test
    void readsWhatTypesPrint() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int i = 0; i < 500; i++) {
            DataType type = randomType(random, 3);
            assertEquals(type, TypeParser.type(type.simpleName()), () -> "seed " + seed);
            assertEquals(type.simpleName(), TypeParser.type(type.sql()).simpleName().toLowerCase(java.util.Locale.ROOT),
                    () -> "seed " + seed);
        }
    }

    private static DataType randomType(Random random, int depth) {
        List<DataType> flat = List.of(DataType.BOOLEAN, DataType.TINYINT, DataType.SMALLINT, DataType.INT, DataType.BIGINT, DataType.FLOAT,
                DataType.DOUBLE,
                DataType.STRING, DataType.BINARY, DataType.DATE, DataType.TIMESTAMP, DataType.TIMESTAMP_NTZ, DataType.INTERVAL_YEAR_MONTH,
                DataType.INTERVAL_DAY_TIME, DataType.NULL);
        return switch (depth == 0 ? 0 : random.nextInt(5)) {
            case 1 -> DataType.array(randomType(random, depth - 1));
            case 2 -> DataType.map(randomType(random, depth - 1), randomType(random, depth - 1));
            case 3 -> {
                List<Field> fields = new ArrayList<>();
                for (int i = 0; i < random.nextInt(4); i++) {
                    fields.add(Field.of("f" + i, randomType(random, depth - 1)));
                }
                yield new DataType.StructType(fields);
            }
            case 4 -> {
                int precision = 1 + random.nextInt(38);
                yield DataType.decimal(precision, random.nextInt(precision + 1));
            }
            default -> flat.get(random.nextInt(flat.size()));
        };
    }
}
