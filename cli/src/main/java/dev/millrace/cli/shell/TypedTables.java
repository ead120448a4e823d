package dev.millrace.cli.shell;

import dev.millrace.spi.SqlParser;
import dev.millrace.spi.SqlParser.Token;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The tables of a statement that is being typed, found without understanding it: what follows FROM, JOIN and the like, with its alias.
 *
 * @param byName text of the table ({@code trips}, {@code 'trips/*.csv'}) by the name that its columns may have before them, in lower case
 * @param names  names and aliases as they were typed
 */
record TypedTables(Map<String, String> byName, List<String> names) {

    static final Set<String> BEFORE_TABLE = Set.of("FROM", "JOIN", "INTO", "TABLE", "UPDATE", "DESCRIBE", "DESC", "SUMMARIZE", "OVERWRITE");

    static TypedTables of(String sql, SqlParser parser) {
        Map<String, String> byName = new LinkedHashMap<>();
        List<String> names = new ArrayList<>();
        List<String> words = words(sql, parser);
        boolean expected = false;
        for (int at = 0; at < words.size(); at++) {
            String word = words.get(at);
            if (expected && isName(word)) {
                int end = at + 1;
                StringBuilder table = new StringBuilder(word);
                while (end + 1 < words.size() && words.get(end).equals(".") && isName(words.get(end + 1))) {
                    table.append('.').append(words.get(end + 1));
                    end += 2;
                }
                int alias = end < words.size() && words.get(end).equalsIgnoreCase("AS") ? end + 1 : end;
                byName.put(bare(words.get(end - 1)), table.toString());
                names.add(words.get(end - 1));
                if (alias < words.size() && isName(words.get(alias)) && !isClause(words.get(alias), parser)) {
                    byName.put(bare(words.get(alias)), table.toString());
                    names.add(words.get(alias));
                    end = alias + 1;
                }
                expected = end < words.size() && words.get(end).equals(",");
                at = end - 1;
            } else if (!word.equals(",") || !expected) {
                expected = BEFORE_TABLE.contains(word.toUpperCase(Locale.ROOT)) || expected && word.equals(",");
            }
        }
        return new TypedTables(byName, names);
    }

    /** All words and signs of a statement without blanks and comments. */
    static List<String> words(String sql, SqlParser parser) {
        List<String> words = new ArrayList<>();
        for (Token token : parser.tokens(sql)) {
            switch (token.kind()) {
                case SPACE, COMMENT -> {}
                case KEYWORD, IDENTIFIER, STRING, NUMBER, UNFINISHED, OPERATOR -> words.add(sql.substring(token.start(), token.end()));
            }
        }
        return words;
    }

    private static boolean isName(String word) {
        char first = word.charAt(0);
        return Character.isLetter(first) || first == '_' || first == '`' || first == '\'' || first == '"';
    }

    /** A keyword behind a table's name is no alias: {@code FROM trips WHERE}. */
    private static boolean isClause(String word, SqlParser parser) {
        return parser.keywords().contains(word.toUpperCase(Locale.ROOT));
    }

    private static String bare(String name) {
        boolean quoted = name.length() >= 2 && "`'\"".indexOf(name.charAt(0)) >= 0;
        return (quoted ? name.substring(1, name.length() - 1) : name).toLowerCase(Locale.ROOT);
    }
}
