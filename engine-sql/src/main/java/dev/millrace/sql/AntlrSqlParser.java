package dev.millrace.sql;

import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.plan.DeepStack;
import dev.millrace.plan.command.Statement;
import dev.millrace.plan.unresolved.UnresolvedExpr;
import dev.millrace.spi.SqlParser;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.antlr.v4.runtime.BailErrorStrategy;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.atn.PredictionMode;
import org.antlr.v4.runtime.misc.ParseCancellationException;

/**
 * Reads SQL by the grammar {@code SqlGrammar.g4}.
 *
 * <p>{@code new AntlrSqlParser().statement("SELECT 1", Statement.Parameters.NONE)}
 *
 * <p>Text is parsed with the faster of ANTLR's two prediction modes (SLL) first; only text that this mode refuses, nearly always because it
 * is wrong, is parsed again with the other one, which also gathers what the message says.
 */
public final class AntlrSqlParser implements SqlParser {

    /** Levels of {@link TokenShapes} that any thread's stack holds. */
    private static final int ANY_STACK = 100;

    @Override
    public Statement statement(String sql, Statement.Parameters parameters) {
        return read(sql, parameters, SqlGrammarParser::singleStatement,
                reading -> context -> reading.statements().statement(context.statement()));
    }

    @Override
    public UnresolvedExpr expression(String sql) {
        return read(sql, Statement.Parameters.NONE, SqlGrammarParser::singleExpression,
                reading -> context -> reading.expressions().selectItem(context.selectItem()));
    }

    @Override
    public List<ScriptStatement> script(String text) {
        return Script.statements(text);
    }

    @Override
    public List<Token> tokens(String text) {
        return Highlighting.tokens(text);
    }

    @Override
    public List<String> keywords() {
        return Words.all();
    }

    private static <C extends ParserRuleContext, T> T read(String sql, Statement.Parameters parameters, Function<SqlGrammarParser, C> rule,
            Function<Reading, Function<C, T>> builder) {
        SqlText text = new SqlText(sql);
        SqlTokens tokens = TokenShapes.of(text);
        Supplier<T> reading = () -> {
            C context = parse(tokens, rule);
            return builder.apply(new Reading(text, parameters)).apply(context);
        };
        return tokens.depth() <= ANY_STACK ? reading.get() : DeepStack.onLargeStack(reading);
    }

    /** @throws EngineException PARSE_SYNTAX_ERROR */
    static <C extends ParserRuleContext> C parse(SqlTokens tokens, Function<SqlGrammarParser, C> rule) {
        SqlGrammarParser parser = new SqlGrammarParser(tokens);
        parser.removeErrorListeners();
        parser.setErrorHandler(new BailErrorStrategy());
        parser.getInterpreter().setPredictionMode(PredictionMode.SLL);
        try {
            return rule.apply(parser);
        } catch (ParseCancellationException refused) {
            tokens.seek(0);
            parser.reset();
        }
        FirstError firstError = new FirstError();
        parser.setErrorHandler(firstError);
        parser.getInterpreter().setPredictionMode(PredictionMode.LL);
        try {
            return rule.apply(parser);
        } catch (ParseCancellationException refused) {
            if (refused.getCause() instanceof RecognitionException error) {
                SqlText text = tokens.text();
                int start = Math.min(error.getOffendingToken().getStartIndex(), text.length());
                int end = Math.min(error.getOffendingToken().getStopIndex() + 1, text.length());
                throw SyntaxErrors.at(text, start, end, firstError.describe(parser, error) + tokens.unclosed(error.getOffendingToken()));
            }
            throw ErrorCondition.INTERNAL_ERROR.caused(refused, "detail", "The parser stopped without an error.");
        }
    }
}
