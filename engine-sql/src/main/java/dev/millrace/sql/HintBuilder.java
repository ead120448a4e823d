package dev.millrace.sql;

import dev.millrace.expr.Literal;
import dev.millrace.plan.command.Statement;
import dev.millrace.plan.unresolved.Origin;
import dev.millrace.plan.unresolved.UnresolvedColumn;
import dev.millrace.plan.unresolved.UnresolvedExpr;
import dev.millrace.plan.unresolved.UnresolvedLiteral;
import dev.millrace.plan.unresolved.UnresolvedPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.antlr.v4.runtime.tree.TerminalNode;

/** Hints behind SELECT: those about joins hold for what is read, those about partitions for what is selected. */
final class HintBuilder {

    private final Reading reading;

    HintBuilder(Reading reading) {
        this.reading = reading;
    }

    /** The hints, each over an input without meaning. */
    List<UnresolvedPlan.Hint> hints(List<TerminalNode> comments) {
        List<UnresolvedPlan.Hint> hints = new ArrayList<>();
        for (TerminalNode comment : comments) {
            String written = comment.getText();
            String inner = written.substring(3, written.length() - 2);
            if (!inner.isBlank()) {
                SqlTokens tokens = TokenShapes.of(new SqlText(inner));
                Reading within = new Reading(tokens.text(), Statement.Parameters.NONE);
                for (SqlGrammarParser.HintCallContext call : AntlrSqlParser.parse(tokens, SqlGrammarParser::singleHint).hintCall()) {
                    hints.add(new UnresolvedPlan.Hint(new UnresolvedPlan.Values(List.of()),
                            Names.of(call.anyName()).toLowerCase(Locale.ROOT), new HintBuilder(within).parameters(call)));
                }
            }
        }
        return hints;
    }

    private List<UnresolvedExpr> parameters(SqlGrammarParser.HintCallContext call) {
        List<UnresolvedExpr> parameters = new ArrayList<>();
        for (SqlGrammarParser.HintParameterContext parameter : call.hintParameter()) {
            if (parameter.INTEGER() != null) {
                parameters.add(new UnresolvedLiteral(reading.literals().number(parameter, false)));
            } else if (parameter.STRING() != null) {
                parameters.add(ExprBuilder.text(LiteralBuilder.text(parameter.STRING().getText())));
            } else {
                parameters.add(new UnresolvedColumn(reading.expressions().qualified(parameter.qualifiedName()), Origin.NONE));
            }
        }
        return parameters;
    }

    static boolean isPartitioning(UnresolvedPlan.Hint hint) {
        return switch (hint.name()) {
            case "coalesce", "repartition", "repartition_by_range", "rebalance" -> true;
            default -> false;
        };
    }

    /** {@code REPARTITION(3, a)} and the like; a number says how many partitions, the columns are the keys. */
    static UnresolvedPlan repartitioned(UnresolvedPlan plan, UnresolvedPlan.Hint hint) {
        int partitions = 0;
        List<UnresolvedExpr> keys = new ArrayList<>();
        for (UnresolvedExpr parameter : hint.parameters()) {
            if (parameter instanceof UnresolvedLiteral(Literal(var value, var _)) && value instanceof Integer count) {
                partitions = count;
            } else {
                keys.add(parameter);
            }
        }
        return new UnresolvedPlan.Repartition(plan, partitions, keys, hint.name().equals("repartition_by_range"),
                !hint.name().equals("coalesce"));
    }
}
