package dev.millrace.sql;

import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;

/** Identifiers as they mean: without their backquotes. */
final class Names {

    private Names() {}

    /** Of a context that is one word. */
    static String of(ParserRuleContext name) {
        return unquoted(name.getStart().getText());
    }

    static List<String> all(SqlGrammarParser.NameListContext names) {
        return all(names == null ? List.of() : names.anyName());
    }

    static List<String> all(List<? extends ParserRuleContext> names) {
        List<String> all = new ArrayList<>(names.size());
        for (ParserRuleContext name : names) {
            all.add(of(name));
        }
        return all;
    }

    static String unquoted(String written) {
        return written.length() > 1 && written.charAt(0) == '`' ? written.substring(1, written.length() - 1).replace("``", "`") : written;
    }
}
