package dev.millrace.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.spi.SqlParser;
import dev.millrace.spi.SqlParser.ScriptStatement;
import dev.millrace.spi.SqlParser.TokenKind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Scripts, highlighting, keywords: what a shell needs. */
class ScriptTest {

    private static final SqlParser PARSER = new AntlrSqlParser();

    @Test
    void semicolonsEndStatements() {
        assertEquals(List.of(new ScriptStatement("select 1", 1, true), new ScriptStatement("select\n2", 3, true),
                new ScriptStatement("select 3", 6, false)),
                PARSER.script("select 1; -- one;\n;\nselect\n2\n;;\n select 3 -- not yet\n"));
    }

    @Test
    void semicolonsInQuotesAndCommentsDoNot() {
        String text = "select ';', \"a;b\", `c;d`, r'\\', 'it''s;', 'x\\';y' /* ; /* ; */ ; */ -- ;\n + 1";
        assertEquals(List.of(new ScriptStatement(text, 1, true)), PARSER.script(text + " ;"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"select 'abc; select 1;", "select /* abc; select 1;", "select `abc;"})
    void whatIsNotClosedIsNotComplete(String text) {
        assertEquals(List.of(new ScriptStatement(text, 1, false)), PARSER.script(text));
    }

    @Test
    void nothingButCommentsIsNothing() {
        assertEquals(List.of(), PARSER.script(" -- a\n /* b; */ ;; \n"));
    }

    @Test
    void linesAreCountedInStrings() {
        assertEquals(3, PARSER.script("select 'a\nb';\nselect 2;").get(1).line());
    }

    private static String kinds(String text) {
        StringBuilder kinds = new StringBuilder();
        PARSER.tokens(text).stream().filter(token -> token.kind() != TokenKind.SPACE)
                .forEach(token -> kinds.append(token.kind()).append(' ').append(text, token.start(), token.end()).append('|'));
        return kinds.toString();
    }

    @Test
    void tokensHaveKinds() {
        assertEquals("KEYWORD select|IDENTIFIER a|OPERATOR .|IDENTIFIER `b c`|OPERATOR +|NUMBER 1.5|OPERATOR ,|STRING 'x'|COMMENT -- y|",
                kinds("select a.`b c` + 1.5, 'x' -- y"));
        assertEquals("KEYWORD select|COMMENT /* a */|OPERATOR #|UNFINISHED 'abc; |", kinds("select /* a */ # 'abc; "));
    }

    @Test
    void keywordsAreSorted() {
        List<String> keywords = PARSER.keywords();
        assertEquals(keywords.stream().sorted().toList(), keywords);
        assertTrue(keywords.containsAll(List.of("SELECT", "QUALIFY", "SUMMARIZE", "MINUS")) && !keywords.contains("="), keywords::toString);
    }
}
