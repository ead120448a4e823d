package dev.millrace.driver.query;

import dev.millrace.error.ErrorCondition;
import dev.millrace.plan.command.Statement;
import dev.millrace.plan.unresolved.UnresolvedExpr;
import dev.millrace.spi.SqlParser;
import java.util.List;

/** Refuses SQL text: queries of these tests are written as trees. */
final class NoText implements SqlParser {

    @Override
    public Statement statement(String sql, Statement.Parameters parameters) {
        throw ErrorCondition.UNSUPPORTED_FEATURE.with("feature", sql, "advice", "");
    }

    @Override
    public UnresolvedExpr expression(String sql) {
        throw ErrorCondition.UNSUPPORTED_FEATURE.with("feature", sql, "advice", "");
    }

    @Override
    public List<ScriptStatement> script(String text) {
        return List.of(new ScriptStatement(text, 1, true));
    }

    @Override
    public List<Token> tokens(String text) {
        return List.of();
    }

    @Override
    public List<String> keywords() {
        return List.of();
    }
}
