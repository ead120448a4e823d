/*
 * SQL as Millrace reads it: Spark 4's dialect.
 *
 * Three things are decided before the parser sees a token (class TokenShapes), so that nearly every choice below needs one token:
 *  - whether a '(' opens a query (QUERY_OPEN), a lambda's parameters (LAMBDA_OPEN) or anything else ('(');
 *  - whether IN is the separator of position(a IN b) (POSITION_IN);
 *  - whether INTERVAL begins a constant (INTERVAL_OPEN) and a word is a unit in it (INTERVAL_UNIT) or an alias behind it.
 *
 * Operators are read as flat chains; class ExprBuilder knows their precedence. So a long chain costs no depth, and a
 * parenthesis costs three rules.
 */
grammar SqlGrammar;

/*
 * Words are found by class Words, so that the lexer stays small; MINUS_WORD and IDENTIFIER_WORD are MINUS and IDENTIFIER.
 */
tokens {
    QUERY_OPEN, LAMBDA_OPEN, POSITION_IN, INTERVAL_OPEN, INTERVAL_UNIT, UNCLOSED_STRING, UNCLOSED_NAME, UNCLOSED_COMMENT,

    ALL, ALTER, ANALYZE, AND, ANTI, ANY, ARRAY, AS, ASC, BEGIN, BETWEEN, BOTH, BUCKET, BY, CACHE, CALL, CASCADE,
    CASE, CAST, CLEAR, CLUSTER, COLLATE, COLUMNS, COMMENT, COPY, COST, CREATE, CROSS, CUBE, CURRENT, DATABASE,
    DATABASES, DATEADD, DATEDIFF, DATE_ADD, DATE_DIFF, DAY, DAYS, DBPROPERTIES, DECLARE, DEFAULT, DELETE, DESC,
    DESCRIBE, DIRECTORY, DISTINCT, DISTRIBUTE, DIV, DROP, ELSE, END, ESCAPE, EXCEPT, EXCLUDE, EXISTS, EXPLAIN,
    EXTENDED, EXTERNAL, EXTRACT, FALSE, FILTER, FIRST, FOLLOWING, FOR, FORMATTED, FROM, FULL, FUNCTION, FUNCTIONS,
    GLOBAL, GRANT, GROUP, GROUPING, GROUPS, HAVING, HOUR, HOURS, IDENTIFIER_WORD, IF, IGNORE, ILIKE, IN, INCLUDE,
    INNER, INSERT, INTERSECT, INTERVAL, INTO, IS, JOIN, KILL, LAST, LATERAL, LAZY, LEADING, LEFT, LEVEL, LIKE, LIMIT,
    LOAD, LOCAL, LOCATION, MAP, MAX, MERGE, MICROSECOND, MICROSECONDS, MILLISECOND, MILLISECONDS, MINUS_WORD, MINUTE,
    MINUTES, MONTH, MONTHS, MSCK, NAME, NAMESPACE, NAMESPACES, NANOSECOND, NANOSECONDS, NATURAL, NOT, NULL, NULLS,
    OF, OFFSET, ON, OPTIONS, OR, ORDER, OUT, OUTER, OVER, OVERLAY, OVERWRITE, PARTITION, PARTITIONED, PARTITIONS,
    PERCENT, PIVOT, PLACING, POSITION, PRECEDING, PROPERTIES, PURGE, QUALIFY, QUARTER, QUERY, RANGE, RECURSION,
    RECURSIVE, REFRESH, REGEXP, REPAIR, REPEATABLE, REPLACE, RESET, RESPECT, RESTRICT, REVOKE, RIGHT, RLIKE, ROLLUP,
    ROW, ROWS, SCHEMA, SCHEMAS, SECOND, SECONDS, SELECT, SEMI, SET, SETS, SHOW, SOME, SORT, STAGES, STORED, STRUCT,
    SUBSTR, SUBSTRING, SUMMARIZE, SYMMETRIC, TABLE, TABLES, TABLESAMPLE, TBLPROPERTIES, TEMP, TEMPORARY, THEN, TIME,
    TIMESTAMP, TIMESTAMPADD, TIMESTAMPDIFF, TO, TRAILING, TRIM, TRUE, TRUNCATE, TRY_CAST, UNBOUNDED, UNCACHE, UNION,
    UNKNOWN, UNPIVOT, UPDATE, USE, USING, VALUES, VAR, VARIABLE, VERBOSE, VIEW, VIEWS, WEEK, WEEKS, WHEN, WHERE,
    WINDOW, WITH, WITHIN, WITHOUT, YEAR, YEARS, ZONE
}

@lexer::members {
    /** Reads on to the closing quote; a quote doubled, or with a backslash before it when that escapes, is part of the text. */
    private void quoted(int quote, boolean backslash, int unclosed) {
        for (int c = _input.LA(1); c != EOF; c = _input.LA(1)) {
            getInterpreter().consume(_input);
            if (c == quote && (!doubled(backslash, quote) || _input.LA(1) != quote)) {
                return;
            }
            if (c == quote || c == '\\' && backslash && _input.LA(1) != EOF) {
                getInterpreter().consume(_input);
            }
        }
        setType(unclosed);
    }

    private void word() {
        setType(Words.type(_input, _tokenStartCharIndex, _input.index()));
    }

    /** Raw strings end at the first quote. */
    private static boolean doubled(boolean backslash, int quote) {
        return backslash || quote == '`';
    }

    /** Reads on to the end of a comment, with the comments in it. */
    private void comment() {
        for (int depth = 1; depth > 0;) {
            int c = _input.LA(1);
            if (c == EOF) {
                setType(SqlGrammarParser.UNCLOSED_COMMENT);
                return;
            }
            getInterpreter().consume(_input);
            if ((c == '*' && _input.LA(1) == '/') || (c == '/' && _input.LA(1) == '*')) {
                depth += c == '*' ? -1 : 1;
                getInterpreter().consume(_input);
            }
        }
        setChannel(HIDDEN);
    }

    private void hint() {
        comment();
        if (getType() != SqlGrammarParser.UNCLOSED_COMMENT) {
            setChannel(DEFAULT_TOKEN_CHANNEL);
        }
    }

    private void line() {
        while (_input.LA(1) != EOF && _input.LA(1) != '\n' && _input.LA(1) != '\r') {
            getInterpreter().consume(_input);
        }
        setChannel(HIDDEN);
    }

    /** {@code t.1st}: a dot and a name, not a number and a name. */
    private void dotOrNumber() {
        int next = _input.LA(1);
        if (next != EOF && (Character.isLetter(next) || next == '_')) {
            getInterpreter().setCharPositionInLine(getInterpreter().getCharPositionInLine() - (_input.index() - _tokenStartCharIndex - 1));
            _input.seek(_tokenStartCharIndex + 1);
            setType(DOT);
        }
    }
}

// ---------------------------------------------------------------------------------------------------------- entry points

singleStatement
    : statement SEMICOLON* EOF
    ;

singleExpression
    : selectItem EOF
    ;

singleType
    : type EOF
    ;

singleName
    : qualifiedName EOF
    ;

singleHint
    : hintCall (COMMA? hintCall)* EOF
    ;

// ------------------------------------------------------------------------------------------------------------ statements

statement
    : with? (body | insertInto query)                                                       # queryStatement
    | EXPLAIN explainMode? statement                                                        # explain
    | CREATE (OR REPLACE)? (GLOBAL? (TEMPORARY | TEMP))? VIEW (IF NOT EXISTS)? qualifiedName viewColumns? viewOption*
      AS query                                                                              # createView
    | CREATE (OR REPLACE)? (TEMPORARY | TEMP) VIEW (IF NOT EXISTS)? qualifiedName columnList?
      USING qualifiedName (OPTIONS properties)?                                             # createViewUsing
    | (CREATE (OR REPLACE)? | REPLACE) EXTERNAL? TABLE (IF NOT EXISTS)? qualifiedName columnList? tableOption*
      (AS? query)?                                                                          # createTable
    | CREATE database (IF NOT EXISTS)? anyName databaseOption*                              # createDatabase
    | DROP TABLE (IF EXISTS)? qualifiedName PURGE?                                          # dropTable
    | DROP VIEW (IF EXISTS)? qualifiedName                                                  # dropView
    | DROP database (IF EXISTS)? anyName (RESTRICT | CASCADE)?                              # dropDatabase
    | DROP TEMPORARY VARIABLE (IF EXISTS)? anyName                                          # dropVariable
    | TRUNCATE TABLE qualifiedName                                                          # truncate
    | USE database? qualifiedName                                                           # use
    | SHOW (TABLES | VIEWS) ((FROM | IN) anyName)? (LIKE? stringValue)?                     # showTables
    | SHOW (DATABASES | SCHEMAS | NAMESPACES) (LIKE? stringValue)?                          # showDatabases
    | SHOW anyName? FUNCTIONS (LIKE? (stringValue | qualifiedName))?                        # showFunctions
    | SHOW COLUMNS (FROM | IN) qualifiedName ((FROM | IN) anyName)?                         # showColumns
    | SHOW CREATE TABLE qualifiedName                                                       # showCreateTable
    | SHOW PARTITIONS qualifiedName                                                         # showPartitions
    | SHOW TBLPROPERTIES qualifiedName ('(' propertyKey ')')?                               # showTableProperties
    | (DESCRIBE | DESC) FUNCTION EXTENDED? (stringValue | qualifiedName)                    # describeFunction
    | (DESCRIBE | DESC) database EXTENDED? anyName                                          # describeDatabase
    | (DESCRIBE | DESC) TABLE? (EXTENDED | FORMATTED)? qualifiedName columnReference?       # describeTable
    | (DESCRIBE | DESC) QUERY? query                                                        # describeQuery
    | SUMMARIZE (query | qualifiedName | STRING)                                            # summarize
    | SET TIME ZONE (LOCAL | stringValue | interval)                                        # setTimeZone
    | SET (VARIABLE | VAR) assignment (COMMA assignment)*                                   # setVariable
    | SET (VARIABLE | VAR) nameList EQUALS QUERY_OPEN query ')'                             # setVariables
    | SET setting?                                                                          # set
    | RESET setting?                                                                        # reset
    | DECLARE (OR REPLACE)? (VARIABLE | VAR)? anyName type? ((DEFAULT | EQUALS) expression)?    # declareVariable
    | CACHE LAZY? TABLE qualifiedName (OPTIONS properties)? (AS? query)?                    # cacheTable
    | UNCACHE TABLE (IF EXISTS)? qualifiedName                                              # uncacheTable
    | CLEAR CACHE                                                                           # clearCache
    | REFRESH TABLE? qualifiedName                                                          # refresh
    | MSCK? REPAIR TABLE qualifiedName                                                      # repair
    | COPY (QUERY_OPEN query ')' | qualifiedName nameList?) TO stringValue copyOptions?     # copy
    | word=(ALTER | MERGE | UPDATE | DELETE | ANALYZE | GRANT | REVOKE | COMMENT | LOAD | BEGIN | CALL | KILL) anything*     # unsupported
    ;

anything
    : ~SEMICOLON
    ;

database
    : DATABASE
    | SCHEMA
    | NAMESPACE
    ;

assignment
    : anyName EQUALS expression
    ;

explainMode
    : EXTENDED
    | FORMATTED
    | COST
    | STAGES
    | ANALYZE
    | VERBOSE
    ;

insertInto
    : INSERT (OVERWRITE | INTO) TABLE? qualifiedName partitionSpec? (IF NOT EXISTS)? (BY NAME | nameList)?
    | INSERT OVERWRITE LOCAL? DIRECTORY stringValue? USING qualifiedName (OPTIONS properties)?
    ;

partitionSpec
    : PARTITION '(' partitionValue (COMMA partitionValue)* ')'
    ;

partitionValue
    : anyName (EQUALS expression)?
    ;

viewColumns
    : '(' viewColumn (COMMA viewColumn)* ')'
    ;

viewColumn
    : anyName (COMMENT stringValue)?
    ;

viewOption
    : COMMENT stringValue
    | TBLPROPERTIES properties
    ;

columnList
    : '(' columnDefinition (COMMA columnDefinition)* ')'
    ;

columnDefinition
    : anyName type (COLLATE qualifiedName)? columnOption*
    ;

columnOption
    : NOT NULL
    | DEFAULT value
    | COMMENT stringValue
    ;

tableOption
    : USING qualifiedName
    | OPTIONS properties
    | PARTITIONED BY '(' partitionColumn (COMMA partitionColumn)* ')'
    | LOCATION stringValue
    | COMMENT stringValue
    | TBLPROPERTIES properties
    | STORED AS anyName
    ;

partitionColumn
    : anyName type?
    ;

databaseOption
    : COMMENT stringValue
    | LOCATION stringValue
    | WITH (DBPROPERTIES | PROPERTIES) properties
    ;

properties
    : '(' property (COMMA property)* ')'
    ;

property
    : propertyKey EQUALS? propertyValue
    ;

propertyKey
    : anyName (DOT anyName)*
    | STRING
    ;

propertyValue
    : sign=(PLUS | MINUS)? (INTEGER | NUMBER)
    | TRUE
    | FALSE
    | stringValue
    | anyName
    ;

copyOptions
    : WITH? '(' copyOption (COMMA copyOption)* ')'
    ;

copyOption
    : propertyKey EQUALS? (propertyValue | '(' propertyValue (COMMA propertyValue)* ')')?
    ;

/** Taken as it is written, up to the end of the statement. */
setting
    : anything+
    ;

// --------------------------------------------------------------------------------------------------------------- queries

query
    : with? body
    ;

body
    : queryPart (setOperator queryPart)* queryTail
    ;

with
    : WITH RECURSIVE? commonTable (COMMA commonTable)*
    ;

commonTable
    : anyName nameList? (MAX RECURSION LEVEL INTEGER)? AS? QUERY_OPEN query ')'
    ;

setOperator
    : (UNION | INTERSECT | EXCEPT | MINUS_WORD) (DISTINCT | ALL)? (BY NAME)?
    ;

queryTail
    : (ORDER BY (sortAll | sortKeys))? (CLUSTER BY clusterBy=expressions)? (DISTRIBUTE BY distributeBy=expressions)? (SORT BY sortKeys)? windowClause?
      (limit | offset)*
    ;

limit
    : LIMIT (ALL | expression)
    ;

offset
    : OFFSET expression (ROW | ROWS)?
    ;

sortAll
    : ALL sortDirection
    ;

sortKeys
    : sortKey (COMMA sortKey)*
    ;

sortKey
    : expression sortDirection
    ;

sortDirection
    : (ASC | DESC)? (NULLS (FIRST | LAST))?
    ;

queryPart
    : select                                                        # selectPart
    | QUERY_OPEN query ')'                                          # nestedPart
    | VALUES rows tableAlias?                                       # valuesPart
    | TABLE qualifiedName                                           # tablePart
    | fromClause (select | whereClause)                             # fromFirstPart
    ;

select
    : SELECT HINT* (DISTINCT | ALL)? selectItem (COMMA selectItem)* fromClause? whereClause? groupBy? having?
      (windowClause qualify? | qualify windowClause?)?
    ;

selectItem
    : expression (AS? strictName | AS anyName | AS nameList)?
    ;

fromClause
    : FROM relation (COMMA relation)* lateralView*
    ;

whereClause
    : WHERE expression
    ;

groupBy
    : GROUP BY (ALL | groupingElement (COMMA groupingElement)* (WITH (ROLLUP | CUBE) | groupingSets)?)
    ;

groupingElement
    : (ROLLUP | CUBE) '(' groupingSet (COMMA groupingSet)* ')'
    | groupingSets
    | groupingSet
    ;

groupingSets
    : GROUPING SETS '(' groupingElement (COMMA groupingElement)* ')'
    ;

groupingSet
    : '(' ')'
    | expression
    ;

having
    : HAVING expression
    ;

qualify
    : QUALIFY expression
    ;

windowClause
    : WINDOW namedWindow (COMMA namedWindow)*
    ;

namedWindow
    : anyName AS windowSpec
    ;

hintCall
    : anyName ('(' (hintParameter (COMMA hintParameter)*)? ')')?
    ;

hintParameter
    : INTEGER
    | STRING
    | qualifiedName
    ;

// ------------------------------------------------------------------------------------------------------------- relations

relation
    : LATERAL? relationPrimary relationTail*
    ;

relationTail
    : NATURAL? joinType JOIN LATERAL? relationPrimary (ON expression | USING nameList)?      # join
    | PIVOT '(' selectItem (COMMA selectItem)* FOR pivotColumns IN '(' pivotValue (COMMA pivotValue)* ')' ')' tableAlias?   # pivot
    | UNPIVOT ((INCLUDE | EXCLUDE) NULLS)?
      '(' unpivotNames FOR anyName IN '(' unpivotGroup (COMMA unpivotGroup)* ')' ')' tableAlias?       # unpivot
    ;

joinType
    : INNER?
    | CROSS
    | (LEFT | RIGHT | FULL) OUTER?
    | LEFT? (SEMI | ANTI)
    ;

lateralView
    : LATERAL VIEW OUTER? qualifiedName arguments (alias=strictName (AS? viewNames)? | AS viewNames)?
    ;

viewNames
    : strictName (COMMA strictName)*
    | nameList
    ;

pivotColumns
    : columnReference
    | '(' columnReference (COMMA columnReference)* ')'
    ;

pivotValue
    : expression (AS anyName | strictName)?
    ;

unpivotNames
    : anyName
    | nameList
    ;

unpivotGroup
    : (columnReference | '(' columnReference (COMMA columnReference)* ')') (AS? anyName)?
    ;

relationPrimary
    : VALUES rows tableAlias?                                             # valuesRelation
    | qualifiedName sample? tableAlias?                            # namedRelation
    | qualifiedName arguments tableAlias?                                        # functionRelation
    | QUERY_OPEN query ')' sample? tableAlias?                                   # queryRelation
    | '(' relation (COMMA relation)* ')' sample? tableAlias?                     # groupedRelation
    | STRING sample? tableAlias?                                   # fileRelation
    ;

tableAlias
    : AS? strictName nameList?
    ;

sample
    : TABLESAMPLE '(' sampleSize ')' (REPEATABLE '(' INTEGER ')')?
    ;

sampleSize
    : (PLUS | MINUS)? (INTEGER | NUMBER) (PERCENT | ROWS)
    | BUCKET INTEGER OUT OF INTEGER (ON expression)?
    ;

rows
    : expression (COMMA expression)*
    ;

// ----------------------------------------------------------------------------------------------------------- expressions

expressions
    : expression (COMMA expression)*
    ;

expression
    : operand infix*
    ;

/** What may stand between AND and AND of BETWEEN, and behind LIKE. */
value
    : operand (arithmetic operand)*
    ;

infix
    : (OR | AND | comparison | arithmetic) operand                                       # binary
    | negation? BETWEEN SYMMETRIC? value AND value                                            # between
    | negation? IN (QUERY_OPEN query ')' | '(' expression (COMMA expression)* ')')                         # in
    | negation? op=(LIKE | ILIKE | RLIKE | REGEXP) (quantifier=(ANY | SOME | ALL) '(' expressions? ')' | value (ESCAPE STRING)?)   # like
    | IS negation? (NULL | TRUE | FALSE | UNKNOWN | DISTINCT FROM value)                      # is
    ;

comparison
    : EQUALS
    | NOT_EQUALS
    | LESS
    | LESS_EQUALS
    | GREATER
    | GREATER_EQUALS
    | NULL_SAFE_EQUALS
    ;

arithmetic
    : PLUS
    | MINUS
    | STAR
    | SLASH
    | PERCENT_SIGN
    | DIV
    | CONCAT
    | AMPERSAND
    | PIPE
    | CARET
    | SHIFT_LEFT
    | GREATER GREATER GREATER?
    ;

operand
    : prefix* primary postfix*
    ;

negation
    : NOT
    | EXCLAMATION
    ;

prefix
    : negation
    | PLUS
    | MINUS
    | TILDE
    ;

postfix
    : '[' expression ']'
    | DOT (anyName | STAR except?)
    | DOUBLE_COLON type
    | COLLATE qualifiedName
    ;

primary
    : (INTEGER | NUMBER)                                                                 # numberLiteral
    | STRING+                                                                            # stringLiteral
    | (TRUE | FALSE)                                                                     # booleanLiteral
    | NULL                                                                               # nullLiteral
    | interval                                                                           # intervalLiteral
    | columnName STRING+                                                                 # typedLiteral
    | QUESTION                                                                           # positionalParameter
    | COLON anyName                                                                      # namedParameter
    | STAR except?                                                                       # star
    | '(' expression ((AS anyName)? (COMMA rowField)+)? ')'                              # parenthesized
    | QUERY_OPEN query ')'                                                               # scalarQuery
    | EXISTS QUERY_OPEN query ')'                                                        # existsQuery
    | CASE operandValue=expression? when+ (ELSE otherwise=expression)? END               # caseWhen
    | (CAST | TRY_CAST) '(' expression AS type ')'                                       # cast
    | EXTRACT '(' expression ((FROM | COMMA) expression)+ ')'                            # extract
    | TRIM '(' ((side=(BOTH | LEADING | TRAILING) expression? | expression) (FROM expression | (COMMA expression)+)? | FROM expression) ')'  # trim
    | (SUBSTRING | SUBSTR) '(' expression (FROM expression (FOR expression)? | (COMMA expression)*) ')'           # substring
    | OVERLAY '(' expression (PLACING expression FROM expression (FOR expression)? | (COMMA expression)*) ')'     # overlay
    | POSITION '(' expression (POSITION_IN expression | (COMMA expression)*) ')'         # position
    | (TIMESTAMPADD | TIMESTAMPDIFF | DATEADD | DATEDIFF | DATE_ADD | DATE_DIFF) '(' expression (COMMA expression)* ')'      # dateArithmetic
    | columnStart                                                                        # column
    | qualifiedName arguments (WITHIN GROUP '(' ORDER BY sortKeys ')')? (FILTER '(' WHERE expression ')')?
      ((IGNORE | RESPECT) NULLS)? (OVER (windowSpec | anyName))?                         # call
    ;

rowField
    : expression (AS anyName)?
    ;

except
    : EXCEPT '(' exceptName (COMMA exceptName)* ')'
    ;

exceptName
    : anyName (DOT anyName)*
    ;

when
    : WHEN expression THEN expression
    ;

arguments
    : '(' ((DISTINCT | ALL)? argument (COMMA argument)* (ORDER BY sortKeys)? ((IGNORE | RESPECT) NULLS)?)? ')'
    ;

argument
    : anyName ARROW expression                                                           # lambda
    | LAMBDA_OPEN anyName (COMMA anyName)* ')' ARROW expression                          # lambda
    | anyName FAT_ARROW expression                                                       # namedArgument
    | expression (AS anyName)?                                                           # plainArgument
    ;

windowSpec
    : '(' base=anyName ')'
    | '(' ((PARTITION | DISTRIBUTE) BY expressions)? ((ORDER | SORT) BY sortKeys)? frame? ')'
    ;

frame
    : (ROWS | RANGE | GROUPS) (bound | BETWEEN bound AND bound)
    ;

bound
    : UNBOUNDED (PRECEDING | FOLLOWING)
    | CURRENT ROW
    | value (PRECEDING | FOLLOWING)
    ;

interval
    : INTERVAL_OPEN intervalPart+ (TO INTERVAL_UNIT)?
    | INTERVAL_OPEN sign=(PLUS | MINUS)? STRING+
    ;

intervalPart
    : intervalNumber INTERVAL_UNIT
    ;

intervalNumber
    : (PLUS | MINUS)? (INTEGER | NUMBER | STRING)
    ;

unit
    : YEAR
    | YEARS
    | QUARTER
    | MONTH
    | MONTHS
    | WEEK
    | WEEKS
    | DAY
    | DAYS
    | HOUR
    | HOURS
    | MINUTE
    | MINUTES
    | SECOND
    | SECONDS
    | MILLISECOND
    | MILLISECONDS
    | MICROSECOND
    | MICROSECONDS
    | NANOSECOND
    | NANOSECONDS
    ;

stringValue
    : STRING+
    | COLON anyName
    ;

type
    : ARRAY LESS type GREATER
    | MAP LESS type COMMA type GREATER
    | STRUCT (LESS structField (COMMA structField)* GREATER | LESS GREATER | NOT_EQUALS)
    | INTERVAL (unit (TO unit)?)?
    | TIMESTAMP (WITHOUT | WITH) (LOCAL)? TIME ZONE
    | columnName ('(' INTEGER (COMMA INTEGER)? ')')?
    ;

structField
    : anyName COLON? type (COLLATE qualifiedName)? (NOT NULL)? (COMMENT stringValue)?
    ;

// ----------------------------------------------------------------------------------------------------------------- names

names
    : anyName (COMMA anyName)*
    ;

nameList
    : '(' anyName (COMMA anyName)* ')'
    ;

columnReference
    : columnStart (DOT anyName)*
    ;

columnStart
    : IDENTIFIER_WORD '(' expression ')'
    | columnName
    ;

/** Relations, functions, views. */
qualifiedName
    : (IDENTIFIER_WORD '(' expression ')' | name) (DOT anyName)*
    ;

/** Operators that are functions too can only be that where a function's name is expected. */
name
    : columnName
    | LEFT
    | RIGHT
    | LIKE
    | ILIKE
    | RLIKE
    | REGEXP
    | BETWEEN
    | DIV
    ;

/** A name where nothing else can stand: behind AS, behind a dot, in a list of names. */
anyName
    : columnName
    | reserved
    ;

columnName
    : strictName
    | halfReserved
    ;

/** A name that can be an alias without AS. */
strictName
    : IDENTIFIER
    | BACKQUOTED
    | nonReserved
    ;

/** Words that a name cannot be without AS, a dot or backquotes. */
reserved
    : ALL
    | AND
    | AS
    | BETWEEN
    | BY
    | CASE
    | CAST
    | COLLATE
    | CROSS
    | DISTINCT
    | DIV
    | ELSE
    | END
    | ESCAPE
    | EXCEPT
    | FALSE
    | FROM
    | FULL
    | GROUP
    | HAVING
    | ILIKE
    | IN
    | INNER
    | INTERSECT
    | IS
    | JOIN
    | LATERAL
    | LEFT
    | LIKE
    | LIMIT
    | MINUS_WORD
    | NATURAL
    | NOT
    | NULL
    | ON
    | OR
    | ORDER
    | QUALIFY
    | REGEXP
    | RIGHT
    | RLIKE
    | SELECT
    | THEN
    | TRUE
    | TRY_CAST
    | UNION
    | USING
    | WHEN
    | WHERE
    | WITH
    ;

/** Words that can be a column or a function, but no alias without AS: they go on with the clause before them. */
halfReserved
    : ANTI
    | ANY
    | CLUSTER
    | CUBE
    | DISTRIBUTE
    | EXISTS
    | FILTER
    | GROUPING
    | IGNORE
    | INTERVAL
    | OFFSET
    | OVER
    | PIVOT
    | RESPECT
    | ROLLUP
    | SEMI
    | SOME
    | SORT
    | TABLE
    | TABLESAMPLE
    | UNPIVOT
    | VALUES
    | WINDOW
    | WITHIN
    ;

/** Words that can be any name. */
nonReserved
    : ALTER
    | ANALYZE
    | ARRAY
    | ASC
    | BEGIN
    | BOTH
    | BUCKET
    | CACHE
    | CALL
    | CASCADE
    | CLEAR
    | COLUMNS
    | COMMENT
    | COPY
    | COST
    | CREATE
    | CURRENT
    | DATABASE
    | DATABASES
    | DATEADD
    | DATEDIFF
    | DATE_ADD
    | DATE_DIFF
    | DAY
    | DAYS
    | DBPROPERTIES
    | DECLARE
    | DEFAULT
    | DELETE
    | DESC
    | DESCRIBE
    | DIRECTORY
    | DROP
    | EXCLUDE
    | EXPLAIN
    | EXTENDED
    | EXTERNAL
    | EXTRACT
    | FIRST
    | FOLLOWING
    | FOR
    | FORMATTED
    | FUNCTION
    | FUNCTIONS
    | GLOBAL
    | GRANT
    | GROUPS
    | HOUR
    | HOURS
    | IDENTIFIER_WORD
    | IF
    | INCLUDE
    | INSERT
    | INTO
    | KILL
    | LAST
    | LAZY
    | LEADING
    | LEVEL
    | LOAD
    | LOCAL
    | LOCATION
    | MAP
    | MAX
    | MERGE
    | MICROSECOND
    | MICROSECONDS
    | MILLISECOND
    | MILLISECONDS
    | MINUTE
    | MINUTES
    | MONTH
    | MONTHS
    | MSCK
    | NAME
    | NAMESPACE
    | NAMESPACES
    | NANOSECOND
    | NANOSECONDS
    | NULLS
    | OF
    | OPTIONS
    | OUT
    | OUTER
    | OVERLAY
    | OVERWRITE
    | PARTITION
    | PARTITIONED
    | PARTITIONS
    | PERCENT
    | PLACING
    | POSITION
    | PRECEDING
    | PROPERTIES
    | PURGE
    | QUARTER
    | QUERY
    | RANGE
    | RECURSION
    | RECURSIVE
    | REFRESH
    | REPAIR
    | REPEATABLE
    | REPLACE
    | RESET
    | RESTRICT
    | REVOKE
    | ROW
    | ROWS
    | SCHEMA
    | SCHEMAS
    | SECOND
    | SECONDS
    | SET
    | SETS
    | SHOW
    | STAGES
    | STORED
    | STRUCT
    | SUBSTR
    | SUBSTRING
    | SUMMARIZE
    | SYMMETRIC
    | TABLES
    | TBLPROPERTIES
    | TEMP
    | TEMPORARY
    | TIME
    | TIMESTAMP
    | TIMESTAMPADD
    | TIMESTAMPDIFF
    | TO
    | TRAILING
    | TRIM
    | TRUNCATE
    | UNBOUNDED
    | UNCACHE
    | UNKNOWN
    | UPDATE
    | USE
    | VAR
    | VARIABLE
    | VERBOSE
    | VIEW
    | VIEWS
    | WEEK
    | WEEKS
    | WITHOUT
    | YEAR
    | YEARS
    | ZONE
    ;

// --------------------------------------------------------------------------------------------------------------- symbols

LEFT_PAREN: '(';
RIGHT_PAREN: ')';
LEFT_BRACKET: '[';
RIGHT_BRACKET: ']';
COMMA: ',';
DOT: '.';
SEMICOLON: ';';
COLON: ':';
DOUBLE_COLON: '::';
QUESTION: '?';
ARROW: '->';
FAT_ARROW: '=>';
EQUALS: '=' | '==';
NOT_EQUALS: '<>' | '!=';
LESS: '<';
LESS_EQUALS: '<=' | '!>';
GREATER: '>';
GREATER_EQUALS: '>=' | '!<';
NULL_SAFE_EQUALS: '<=>';
PLUS: '+';
MINUS: '-';
STAR: '*';
SLASH: '/';
PERCENT_SIGN: '%';
CONCAT: '||';
PIPE: '|';
AMPERSAND: '&';
CARET: '^';
TILDE: '~';
EXCLAMATION: '!';
SHIFT_LEFT: '<<';

// -------------------------------------------------------------------------------------------- literals, names and the rest

INTEGER: DIGIT+;
NUMBER
    : DIGIT+ EXPONENT? ([DFdf] | [Bb] [Dd])
    | DIGIT+ [LSYlsy]
    | DIGIT+ EXPONENT
    | DIGIT+ '.' DIGIT* EXPONENT? ([DFdf] | [Bb] [Dd])?
    | '.' DIGIT+ EXPONENT? ([DFdf] | [Bb] [Dd])? {dotOrNumber();}
    ;
IDENTIFIER: DIGIT* LETTER (LETTER | DIGIT)* {word();};
BACKQUOTED: '`' {quoted('`', false, SqlGrammarParser.UNCLOSED_NAME);};
STRING
    : '\'' {quoted('\'', true, SqlGrammarParser.UNCLOSED_STRING);}
    | '"' {quoted('"', true, SqlGrammarParser.UNCLOSED_STRING);}
    | [Rr] '\'' {quoted('\'', false, SqlGrammarParser.UNCLOSED_STRING);}
    | [Rr] '"' {quoted('"', false, SqlGrammarParser.UNCLOSED_STRING);}
    ;
HINT: '/*+' {hint();};
BLOCK_COMMENT: '/*' {comment();};
LINE_COMMENT: '--' {line();};
SPACE: [ \t\r\n\f\u000B\u00A0\u2028\u2029\u3000\uFEFF]+ -> skip;
UNRECOGNIZED: .;

fragment DIGIT: [0-9];
/** Beyond ASCII whole blocks of letters, surrogates with them: Unicode's exact list would be most of the lexer. */
fragment LETTER: [a-zA-Z_\u00AA\u00B5\u00BA\u00C0-\u1FFF\u2C00-\u2DFF\u3040-\uDFFF\uF900-\uFDCF\uFE70-\uFEFC\uFF21-\uFFDC];
fragment EXPONENT: [Ee] [+-]? DIGIT+;
