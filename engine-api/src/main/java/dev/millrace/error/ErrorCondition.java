package dev.millrace.error;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The catalogue of errors: name, SQLSTATE, kind and message. A {@code {name}} in a message is filled from the named parameters.
 *
 * <p>{@code throw ErrorCondition.PATH_NOT_FOUND.with("path", path);}
 *
 * <p>Names and SQLSTATEs are Spark 4's where it has one.
 */
public enum ErrorCondition {

    // names and types
    UNRESOLVED_COLUMN("42703", ErrorKind.USER, "Column {name} cannot be resolved.{suggestion}"),
    AMBIGUOUS_REFERENCE("42704", ErrorKind.USER, "Reference {name} is ambiguous, it could be: {candidates}."),
    FIELD_NOT_FOUND("42704", ErrorKind.USER, "No struct field {field} in {fields}."),
    UNRESOLVED_ROUTINE("42883", ErrorKind.USER, "Function {name} cannot be resolved.{suggestion}"),
    WRONG_NUM_ARGS("42605", ErrorKind.USER, "{function} takes {expected} arguments, but {actual} were given."),
    DATATYPE_MISMATCH("42K09", ErrorKind.USER, "Cannot resolve {expression}: {detail}"),
    TABLE_OR_VIEW_NOT_FOUND("42P01", ErrorKind.USER, "The table or view {name} cannot be found.{suggestion}"),
    TEMP_TABLE_OR_VIEW_ALREADY_EXISTS("42P07", ErrorKind.USER,
            "The view {name} already exists; use createOrReplaceTempView to replace it."),
    MISSING_GROUP_BY("42803", ErrorKind.USER,
            "{expression} is not inside an aggregate function, and the query aggregates without GROUP BY."),
    MISSING_AGGREGATION("42803", ErrorKind.USER,
            "{expression} is neither in the GROUP BY clause nor inside an aggregate function. Use any_value if every value will do."),
    GROUP_BY_AGGREGATE("42903", ErrorKind.USER, "An aggregate function cannot be grouped by: {expression}."),
    GROUP_BY_POS_AGGREGATE("42903", ErrorKind.USER,
            "GROUP BY {position} means the column {expression}, which is made by an aggregate function."),
    GROUP_BY_POS_OUT_OF_RANGE("42805", ErrorKind.USER, "GROUP BY {position} means no column: the query has {size}."),
    ORDER_BY_POS_OUT_OF_RANGE("42805", ErrorKind.USER, "ORDER BY {position} means no column: the query has {size}."),
    GROUPING_COLUMN_MISMATCH("42803", ErrorKind.USER, "{column} of grouping is not grouped by."),
    UNSUPPORTED_GROUPING_EXPRESSION("42K0E", ErrorKind.USER, "{function} belongs to GROUPING SETS, ROLLUP and CUBE."),
    TABLE_OR_VIEW_ALREADY_EXISTS("42P07", ErrorKind.USER,
            "The table or view {name} already exists. Use IF NOT EXISTS to keep it or OR REPLACE to replace it."),
    SCHEMA_NOT_FOUND("42704", ErrorKind.USER, "The database {name} cannot be found.{suggestion}"),
    SCHEMA_ALREADY_EXISTS("42P06", ErrorKind.USER, "The database {name} already exists."),
    SCHEMA_NOT_EMPTY("2BP01", ErrorKind.USER, "The database {name} has tables or views; use CASCADE to drop them with it."),
    EXPECT_TABLE_NOT_VIEW("42809", ErrorKind.USER, "{operation} needs a table, but {name} is a view."),
    WRONG_COMMAND_FOR_OBJECT_TYPE("42809", ErrorKind.USER, "{operation} needs a {expected}, but {name} is a {found}. {advice}"),
    TEMP_VIEW_NAME_TOO_MANY_NAME_PARTS("428EK", ErrorKind.USER,
            "A temporary view belongs to no database: its name cannot be {name}."),
    INVALID_PARTITION_OPERATION("42601", ErrorKind.USER, "The table {name} is not partitioned."),
    CREATE_VIEW_COLUMN_ARITY_MISMATCH("21S01", ErrorKind.USER,
            "The view {name} names {named} columns, but its query has {found}."),
    INVALID_TEMP_OBJ_REFERENCE("42K0F", ErrorKind.USER,
            "The view {name} outlives the session, so it cannot use the temporary {object}."),
    RECURSION_LEVEL_LIMIT_EXCEEDED("42836", ErrorKind.USER,
            "The recursive table did not end after {limit} steps. Give it a condition that ends it, or raise sql.recursion.levels."),
    RECURSION_ROW_LIMIT_EXCEEDED("42836", ErrorKind.USER,
            "The recursive table has more than {limit} rows. Give it a condition that ends it, or raise sql.recursion.rows."),
    INVALID_RECURSIVE_CTE("42836", ErrorKind.USER, "The recursive table {name} must be anchor UNION ALL step: {detail}"),
    RECURSIVE_VIEW("42K0H", ErrorKind.USER, "The view {name} would be made of itself: {path}."),
    INSERT_COLUMN_ARITY_MISMATCH("21S01", ErrorKind.USER, "{table} takes {expected} columns, but {actual} were given: {detail}."),
    INCOMPATIBLE_DATA_FOR_TABLE("KD000", ErrorKind.USER, "The data cannot be written to {table}: {detail}."),
    NON_PARTITION_COLUMN("42000", ErrorKind.USER, "PARTITION names {column}, which is no partition column of {table}."),
    VARIABLE_ALREADY_EXISTS("42723", ErrorKind.USER, "The variable {name} already exists; use OR REPLACE to replace it."),
    VARIABLE_NOT_FOUND("42883", ErrorKind.USER, "The variable {name} cannot be found.{suggestion}"),
    ASSIGNMENT_ARITY_MISMATCH("42802", ErrorKind.USER, "The number of names, {targets}, is not that of the values, {values}."),
    ROW_SUBQUERY_TOO_MANY_ROWS("21000", ErrorKind.USER, "A subquery used as a row returned more than one row."),
    NESTED_AGGREGATE_FUNCTION("42607", ErrorKind.USER, "An aggregate function cannot be the argument of another: {expression}."),
    AGGREGATE_OUT_OF_PLACE("42903", ErrorKind.USER, "The aggregate function {expression} cannot be used in {place}."),
    UNSUPPORTED_GENERATOR("42K0E", ErrorKind.USER, "The generator of {expression} cannot be used: {detail}."),
    UNRESOLVABLE_TABLE_VALUED_FUNCTION("42883", ErrorKind.USER, "There is no function {name} that gives a table."),
    UNEXPECTED_POSITIONAL_ARGUMENT("4274K", ErrorKind.USER,
            "{function} has an argument without a name behind one with a name; put it in front."),
    UNRECOGNIZED_PARAMETER_NAME("4274K", ErrorKind.USER, "{function} has no parameter {parameter}.{suggestion}"),
    DUPLICATE_ROUTINE_PARAMETER_ASSIGNMENT("4274K", ErrorKind.USER, "The parameter {parameter} of {function} is given twice."),
    REQUIRED_PARAMETER_NOT_FOUND("4274K", ErrorKind.USER, "The parameter {parameter} of {function} is missing."),
    PIVOT_VALUE_DATA_TYPE_MISMATCH("42K09", ErrorKind.USER, "A value of PIVOT does not fit: {detail}."),
    NON_LITERAL_PIVOT_VALUES("42K08", ErrorKind.USER, "A value of PIVOT must be a constant: {expression}."),
    UNPIVOT_VALUE_DATA_TYPE_MISMATCH("42K09", ErrorKind.USER,
            "The columns for {column} of UNPIVOT have types without a common type: {first} and {second}."),
    CANNOT_RESOLVE_STAR_EXPAND("42704", ErrorKind.USER, "{target} cannot be resolved.{suggestion}"),
    EXCEPT_OVERLAPPING_COLUMNS("42702", ErrorKind.USER, "EXCEPT names {columns} and something that contains it or is contained in it."),
    EXCEPT_NESTED_COLUMN_INVALID_TYPE("428H2", ErrorKind.USER, "EXCEPT cannot take {column} out of a column of type {type}."),
    INVALID_WHERE_CONDITION("42903", ErrorKind.USER, "The aggregate function {expression} cannot be used in WHERE; use HAVING."),
    DISTINCT_WINDOW_FUNCTION_UNSUPPORTED("0A000", ErrorKind.USER, "DISTINCT cannot be used over a window: {function}."),
    INVALID_USAGE_OF_STAR_OR_REGEX("42000", ErrorKind.USER, "{element} is not allowed. Write count(*), or name the columns."),
    DUPLICATED_CTE_NAMES("42602", ErrorKind.USER, "WITH defines {name} twice."),
    INVALID_INLINE_TABLE("42000", ErrorKind.USER, "VALUES cannot be read: {detail}."),
    INVALID_LIMIT_LIKE_EXPRESSION("42K0E", ErrorKind.USER, "{expression} cannot follow {clause}: {detail}."),
    INVALID_SUBQUERY_EXPRESSION("42823", ErrorKind.USER, "The subquery cannot stand here: {detail}."),
    NUM_COLUMNS_MISMATCH("42826", ErrorKind.USER,
            "{operator} needs inputs with the same number of columns, but the first has {first} and the other {second}."),
    INCOMPATIBLE_COLUMN_TYPE("42825", ErrorKind.USER,
            "{operator} needs compatible column types: column {column} is {first} in the first input and {second} in the other."),
    COLUMN_ALREADY_EXISTS("42711", ErrorKind.USER, "The column {name} already exists."),
    INVALID_PARAMETER_VALUE("22023", ErrorKind.USER,
            "The value of {parameter} in {function} is wrong: expected {expected}, but got {actual}."),
    INVALID_EXTRACT_FIELD("42601", ErrorKind.USER, "Cannot extract {field} from {expression}."),
    INVALID_CONF_VALUE("22022", ErrorKind.USER, "The value {value} of the setting {key} is wrong: {detail}"),
    UNKNOWN_CONF_KEY("42K0I", ErrorKind.USER, "There is no setting {key}.{suggestion}"),
    UNSUPPORTED_FEATURE("0A000", ErrorKind.USER, "{feature} is not supported. {advice}"),
    PARSE_SYNTAX_ERROR("42601", ErrorKind.USER, "Syntax error at {position}: {detail}"),
    PARSE_NESTING_TOO_DEEP("54001", ErrorKind.USER,
            "The statement nests more than {limit} levels deep at {position}. Break it into common tables or views."),
    STATEMENT_TOO_COMPLEX("54001", ErrorKind.USER,
            "The query nests too deeply to be planned. Break it into common tables or views, or write long chains of operators as a list."),
    UNBOUND_SQL_PARAMETER("42P02", ErrorKind.USER, "The parameter {name} at {position} was given no value."),
    INVALID_TYPED_LITERAL("42604", ErrorKind.USER, "The value of the literal {literal} at {position} is no {type}."),
    UNSUPPORTED_TYPED_LITERAL("0A000", ErrorKind.USER, "Literals of the type {type} are not supported, at {position}. Use {known}."),
    INVALID_NUMERIC_LITERAL_RANGE("22003", ErrorKind.USER,
            "The number {literal} at {position} is outside the range of {type}, from {min} to {max}."),
    INVALID_INTERVAL_FORMAT("22006", ErrorKind.USER, "{literal} at {position} is no interval: {detail}"),
    INVALID_ESC("42604", ErrorKind.USER, "The escape character {escape} at {position} is not one single character."),
    DECIMAL_PRECISION_EXCEEDS_MAX_PRECISION("22003", ErrorKind.USER,
            "The number {literal} at {position} has {precision} digits, a DECIMAL holds {max} at most."),
    UNSUPPORTED_DATATYPE("0A000", ErrorKind.USER, "There is no type {type}, at {position}.{suggestion}"),
    MISSING_WINDOW_SPECIFICATION("42P20", ErrorKind.USER, "The window {name} is not defined in the WINDOW clause, at {position}."),
    INVALID_EXTERNAL_TYPE("42K0N", ErrorKind.USER, "{value} of the Java class {javaType} is not a value of type {type}."),
    ROW_VALUE_IS_NULL("22023", ErrorKind.USER, "NULL was found in {column}, where a value was expected; ask isNullAt first."),
    NOT_NULL_ASSERT_VIOLATION("42000", ErrorKind.USER, "NULL was given for {column}, which is NOT NULL."),
    PIVOT_VALUE_LIMIT("22023", ErrorKind.USER, "The pivot column {column} has more than {limit} distinct values; name those you want."),

    // values
    ARITHMETIC_OVERFLOW("22003", ErrorKind.USER, "{type} overflow in {expression}. Use {alternative} to get NULL instead."),
    DIVIDE_BY_ZERO("22012", ErrorKind.USER, "Division by zero in {expression}. Use try_divide to get NULL instead."),
    CAST_INVALID_INPUT("22018", ErrorKind.USER,
            "The value {value} of type {from} cannot be cast to {to}, in {expression}. Use try_cast to get NULL instead."),
    CAST_OVERFLOW("22003", ErrorKind.USER,
            "The value {value} of type {from} does not fit into {to}, in {expression}. Use try_cast to get NULL instead."),
    NUMERIC_VALUE_OUT_OF_RANGE("22003", ErrorKind.USER, "The value {value} does not fit into {to}, in {expression}."),
    INVALID_ARRAY_INDEX("22003", ErrorKind.USER,
            "The index {index} is out of bounds, the array has {size} elements. Use get to get NULL instead."),
    DUPLICATED_MAP_KEY("23505", ErrorKind.USER, "The key {key} occurs twice in the map of {expression}."),
    NULL_MAP_KEY("2200E", ErrorKind.USER, "The key of a map is NULL, in {expression}."),
    INVALID_FRACTION_OF_SECOND("22023", ErrorKind.USER, "The fraction of a second {value} is not within [0, 60)."),
    DATETIME_FIELD_OUT_OF_BOUNDS("22023", ErrorKind.USER, "A date or time field is out of bounds: {detail}"),
    CANNOT_PARSE_TIMESTAMP("22007", ErrorKind.USER,
            "{value} cannot be parsed as {type} with the pattern {pattern}. Use try_to_timestamp to get NULL instead."),
    INVALID_FORMAT("42601", ErrorKind.USER, "The format '{format}' is invalid: expected {expected}."),
    CONVERSION_INVALID_INPUT("22018", ErrorKind.USER,
            "The value {value} cannot be converted to {to}, in {expression}. Use {alternative} to get NULL instead."),
    HLL_INVALID_LG_K("22546", ErrorKind.USER, "lgConfigK of a HyperLogLog sketch must be from {min} to {max}, but it is {value}."),
    HLL_UNION_DIFFERENT_LG_K("22000", ErrorKind.USER,
            "Sketches with lgConfigK {left} and {right} are only united when allowDifferentLgConfigK is true."),
    HLL_INVALID_INPUT_SKETCH_BUFFER("22546", ErrorKind.USER, "The bytes are no HyperLogLog sketch; give what hll_sketch_agg made."),
    THETA_INVALID_LG_NOM_ENTRIES("22546", ErrorKind.USER, "lgNomEntries of a theta sketch must be from {min} to {max}, but it is {value}."),
    THETA_INVALID_INPUT_SKETCH_BUFFER("22546", ErrorKind.USER, "The bytes are no theta sketch; give what theta_sketch_agg made."),
    KLL_INVALID_INPUT_SKETCH_BUFFER("22546", ErrorKind.USER, "The bytes are no KLL sketch of {type}; give what kll_sketch_agg made."),
    INVALID_BITMAP_POSITION("22003", ErrorKind.USER, "The bit {position} is not in a bitmap of {bits} bits ({bytes} bytes)."),
    INVALID_WITHIN_GROUP_EXPRESSION("42K0K", ErrorKind.USER, "WITHIN GROUP of {function} is wrong: {detail}"),
    INVALID_DATETIME_PATTERN("22007", ErrorKind.USER, "The date and time pattern {pattern} is wrong: {detail}."),
    INCONSISTENT_BEHAVIOR_CROSS_VERSION("42K0B", ErrorKind.USER,
            "The letter {letter} of the pattern {pattern} counts in weeks, which patterns cannot. Use date_part or extract."),
    INVALID_UTF8_STRING("22029", ErrorKind.USER, "The bytes {bytes} are not UTF-8. Use make_valid_utf8 to replace what is wrong."),
    INVALID_URL("22P02", ErrorKind.USER, "{url} is not a valid URL. Use try_parse_url to get NULL instead."),
    INVALID_REGEX("22023", ErrorKind.USER, "{pattern} is not a valid regular expression: {detail}"),
    USER_RAISED_EXCEPTION("P0001", ErrorKind.USER, "{message}"),
    SCALAR_SUBQUERY_TOO_MANY_ROWS("21000", ErrorKind.USER, "A subquery used as a value returned more than one row."),

    // files
    PATH_NOT_FOUND("42K03", ErrorKind.USER, "The path {path} does not exist."),
    PATH_NOT_READABLE("42501", ErrorKind.USER, "{path} cannot be read: {detail}"),
    PATH_ALREADY_EXISTS("42K04", ErrorKind.USER,
            "The path {path} already exists. Use mode(\"overwrite\") to replace it or mode(\"append\") to add to it."),
    UNABLE_TO_INFER_SCHEMA("42KD9", ErrorKind.USER, "The schema of {path} cannot be inferred: {detail}"),
    DATA_SOURCE_NOT_FOUND("42K02", ErrorKind.USER, "There is no data source {format}. Known are: {known}."),
    UNKNOWN_OPTION("42616", ErrorKind.USER, "The data source {format} has no option {option}.{suggestion}"),
    CANNOT_READ_FILE("KD001", ErrorKind.USER, "The file {file} cannot be read at {position}: {detail}"),
    UNSUPPORTED_FILE_FEATURE("0A000", ErrorKind.USER, "The file {file} needs {feature}, which is not supported."),
    MALFORMED_RECORD_IN_PARSING("22023", ErrorKind.USER,
            "A record of {file} at line {line} is malformed: {detail}. Use mode PERMISSIVE or DROPMALFORMED to go on."),
    FAILED_READ_FILE_TYPE("KD001", ErrorKind.USER, "Column {column} of {file} holds {found}, but {expected} was asked for."),
    CANNOT_WRITE_FILE("58030", ErrorKind.RESOURCES, "{path} cannot be written: {detail}"),
    DISK_FULL("53100", ErrorKind.RESOURCES, "No space is left in {directory}."),

    // running
    MEMORY_LIMIT_EXCEEDED("53200", ErrorKind.RESOURCES,
            "{requested} more were wanted for {holder}, but the budget of {limit} is used up. Largest holders: {holders}. "
                    + "Give the query more memory."),
    SHUFFLE_BLOCK_LOST("58030", ErrorKind.LOST_BLOCK, "The block {block} cannot be read from {executor}: {detail}"),
    EXECUTOR_UNREACHABLE("08006", ErrorKind.LOST_BLOCK, "The executor {executor} cannot be reached for the block {block}: {detail}"),
    EXECUTOR_LOST("57P01", ErrorKind.TRANSIENT, "The executor {executor} was lost: {detail}"),
    NO_EXECUTOR("57P03", ErrorKind.TRANSIENT,
            "No executor has registered for {seconds} s at {address}. Start one with: millrace executor --driver {address}"),
    TASK_FAILED("58000", ErrorKind.TRANSIENT, "The task {task} failed: {detail}"),
    TASK_KILLS_EXECUTOR("58000", ErrorKind.USER, "The task {task} has cost {count} executors: {detail}"),
    TOO_MANY_ATTEMPTS("58000", ErrorKind.USER, "The task {task} failed {count} times, last: {detail}"),
    INDETERMINATE_STAGE_OUTPUT_CHANGED("58000", ErrorKind.TRANSIENT,
            "Lost partitions of the stage {stage} held other rows when they were computed again, after a part of the result had been read. "
                    + "Run the query again, or cache or write what is not deterministic in it first."),
    DRIVER_LOST("08006", ErrorKind.TRANSIENT, "The driver at {address} cannot be reached: {detail}"),
    CONNECTION_REFUSED("08004", ErrorKind.USER, "{address} refused the connection: {detail}"),
    MALFORMED_MESSAGE("08P01", ErrorKind.USER, "A message of another process holds {what} that cannot be read: {detail}"),
    VERSION_MISMATCH("08004", ErrorKind.USER, "{address} runs version {theirs}, this is {ours}; use the same version on both sides."),
    QUERY_CANCELLED("57014", ErrorKind.CANCELLED, "The query was cancelled{reason}."),
    SESSION_CLOSED("08003", ErrorKind.USER, "The session is closed."),
    MASTER_NOT_AVAILABLE("0A000", ErrorKind.USER, "The master {master} cannot be used: {detail}"),
    USER_CODE_FAILED("39000", ErrorKind.USER, "{function} failed: {detail}"),
    INTERNAL_ERROR("XX000", ErrorKind.BUG, "{detail} This is a defect in Millrace; please report it.");

    private final String sqlState;
    private final ErrorKind kind;
    private final String template;

    ErrorCondition(String sqlState, ErrorKind kind, String template) {
        this.sqlState = sqlState;
        this.kind = kind;
        this.template = template;
    }

    /** Five characters, as in the SQL standard. */
    public String sqlState() {
        return sqlState;
    }

    public ErrorKind kind() {
        return kind;
    }

    /** The message with its {@code {parameter}} places. */
    public String template() {
        return template;
    }

    /** An exception of this condition. Parameters come in pairs: name, value. */
    public EngineException with(Object... namesAndValues) {
        return caused(null, namesAndValues);
    }

    /** As {@link #with}, with what caused it. */
    public EngineException caused(@Nullable Throwable cause, Object... namesAndValues) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            parameters.put(String.valueOf(namesAndValues[i]), String.valueOf(namesAndValues[i + 1]));
        }
        return new EngineException(this, parameters, cause);
    }

    String message(Map<String, String> parameters) {
        StringBuilder text = new StringBuilder();
        int at = 0;
        while (at < template.length()) {
            int open = template.indexOf('{', at);
            int close = open < 0 ? -1 : template.indexOf('}', open);
            if (close < 0) {
                break;
            }
            text.append(template, at, open).append(parameters.getOrDefault(template.substring(open + 1, close), ""));
            at = close + 1;
        }
        return text.append(template, at, template.length()).toString();
    }
}
