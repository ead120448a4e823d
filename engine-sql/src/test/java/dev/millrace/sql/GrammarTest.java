package dev.millrace.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every construct of the language and the tree that it becomes; the files hold a line of SQL and, indented, a line of result in turn. */
class GrammarTest {

    private static List<Arguments> cases(String file) throws IOException {
        try (InputStream in = GrammarTest.class.getResourceAsStream(file)) {
            List<String> lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
            List<Arguments> cases = new ArrayList<>();
            for (int i = 0; i + 1 < lines.size(); i += 2) {
                cases.add(Arguments.of(lines.get(i), lines.get(i + 1).strip()));
            }
            return cases;
        }
    }

    static List<Arguments> expressions() throws IOException {
        return cases("expressions.txt");
    }

    static List<Arguments> queries() throws IOException {
        return cases("queries.txt");
    }

    static List<Arguments> statements() throws IOException {
        return cases("statements.txt");
    }

    @ParameterizedTest
    @MethodSource("expressions")
    void expression(String sql, String tree) {
        assertEquals(tree, Sql.expr(sql));
    }

    @ParameterizedTest
    @MethodSource("queries")
    void query(String sql, String tree) {
        assertEquals(tree, Sql.query(sql));
    }

    @ParameterizedTest
    @MethodSource("statements")
    void statement(String sql, String record) {
        assertEquals(record, Sql.statement(sql).toString().replaceAll("Origin\\[[^]]*]", "@"));
    }
}
