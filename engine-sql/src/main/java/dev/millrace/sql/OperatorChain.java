package dev.millrace.sql;

import dev.millrace.plan.unresolved.Origin;
import dev.millrace.plan.unresolved.UnresolvedExpr;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/**
 * Makes a tree of operands and the operators between them, by precedence climbing (Richards and Whitby-Strevens, "BCPL", 1979). From
 * loosest to tightest: OR; AND; NOT; comparisons, BETWEEN, IN, LIKE and IS; {@code |}; {@code ^}; {@code &}; shifts; {@code + - ||};
 * {@code * / % DIV}; signs and {@code ~}. All bind to the left. Runs of AND, of OR and of {@code ||} become balanced trees, so that
 * thousands of terms stay shallow.
 */
final class OperatorChain {

    private static final int OR = 1;
    private static final int AND = 2;
    private static final int NOT = 3;
    private static final int PREDICATE = 4;
    private static final int SUM = 9;
    /** Terms of {@code ||} from which on the tree is balanced. */
    private static final int MANY = 8;

    private final Reading reading;
    private final ExprBuilder expressions;
    private final List<Link> links;
    private int at;

    /** An operator and what follows it: an operand, or the whole predicate. */
    private record Link(String operator, int precedence, SqlGrammarParser.@Nullable OperandContext operand,
            SqlGrammarParser.@Nullable InfixContext predicate) {}

    private OperatorChain(Reading reading, List<Link> links) {
        this.reading = reading;
        this.expressions = reading.expressions();
        this.links = links;
    }

    static UnresolvedExpr of(Reading reading, SqlGrammarParser.ExpressionContext context) {
        List<Link> links = new ArrayList<>();
        for (SqlGrammarParser.InfixContext infix : context.infix()) {
            if (infix instanceof SqlGrammarParser.BinaryContext binary) {
                String operator = binary.arithmetic() != null ? arithmetic(reading, binary.arithmetic())
                        : symbol(binary.getStart().getType());
                links.add(new Link(operator, precedence(operator), binary.operand(), null));
            } else {
                links.add(new Link("", PREDICATE, null, infix));
            }
        }
        return new OperatorChain(reading, links).climb(context.operand(), 0, OR);
    }

    static UnresolvedExpr of(Reading reading, SqlGrammarParser.ValueContext context) {
        List<Link> links = new ArrayList<>();
        List<SqlGrammarParser.OperandContext> operands = context.operand();
        List<SqlGrammarParser.ArithmeticContext> operators = context.arithmetic();
        for (int i = 0; i < operators.size(); i++) {
            String operator = arithmetic(reading, operators.get(i));
            links.add(new Link(operator, precedence(operator), operands.get(i + 1), null));
        }
        return new OperatorChain(reading, links).climb(operands.getFirst(), 0, OR);
    }

    private static String arithmetic(Reading reading, SqlGrammarParser.ArithmeticContext context) {
        int arrows = context.GREATER().size();
        if (arrows == 0) {
            return symbol(context.getStart().getType());
        }
        if (context.getStop().getStopIndex() - context.getStart().getStartIndex() != arrows - 1) {
            throw reading.error(context, "there must be no space within a shift operator");
        }
        return arrows == 2 ? ">>" : ">>>";
    }

    private static String symbol(int token) {
        return switch (token) {
            case SqlGrammarParser.OR -> "or";
            case SqlGrammarParser.AND -> "and";
            case SqlGrammarParser.EQUALS -> "=";
            case SqlGrammarParser.NOT_EQUALS -> "!=";
            case SqlGrammarParser.LESS -> "<";
            case SqlGrammarParser.LESS_EQUALS -> "<=";
            case SqlGrammarParser.GREATER -> ">";
            case SqlGrammarParser.GREATER_EQUALS -> ">=";
            case SqlGrammarParser.NULL_SAFE_EQUALS -> "<=>";
            case SqlGrammarParser.PLUS -> "+";
            case SqlGrammarParser.MINUS -> "-";
            case SqlGrammarParser.STAR -> "*";
            case SqlGrammarParser.SLASH -> "/";
            case SqlGrammarParser.PERCENT_SIGN -> "%";
            case SqlGrammarParser.DIV -> "div";
            case SqlGrammarParser.CONCAT -> "||";
            case SqlGrammarParser.AMPERSAND -> "&";
            case SqlGrammarParser.PIPE -> "|";
            case SqlGrammarParser.CARET -> "^";
            case SqlGrammarParser.SHIFT_LEFT -> "<<";
            default -> throw new IllegalStateException("no operator: " + SqlGrammarParser.VOCABULARY.getDisplayName(token));
        };
    }

    private static int precedence(String operator) {
        return switch (operator) {
            case "or" -> OR;
            case "and" -> AND;
            case "|" -> 5;
            case "^" -> 6;
            case "&" -> 7;
            case "<<", ">>", ">>>" -> 8;
            case "+", "-", "||" -> SUM;
            case "*", "/", "%", "div" -> 10;
            default -> PREDICATE;
        };
    }

    /** The operand and all links that bind at least as tightly as {@code loosest}. */
    private UnresolvedExpr climb(SqlGrammarParser.OperandContext operand, int prefix, int loosest) {
        UnresolvedExpr left = prefixed(operand, prefix);
        ParserRuleContext first = operand;
        int levels = 0;
        while (at < links.size() && links.get(at).precedence() >= loosest) {
            Link link = links.get(at);
            reading.limitDepth(++levels, first);
            if (link.predicate() != null) {
                at++;
                left = new PredicateBuilder(reading).build(left, first, link.predicate());
            } else if (link.operator().equals("and") || link.operator().equals("or") || link.operator().equals("||")) {
                left = run(left, first, link.operator(), link.precedence());
            } else if (link.operand() != null) {
                at++;
                UnresolvedExpr right = climb(link.operand(), 0, link.precedence() + 1);
                left = ExprBuilder.call(name(link.operator()), origin(first), left, right);
            }
        }
        return left;
    }

    private static String name(String operator) {
        return switch (operator) {
            case "<<" -> "shiftleft";
            case ">>" -> "shiftright";
            case ">>>" -> "shiftrightunsigned";
            default -> operator;
        };
    }

    /** From the first operand to the last one read. */
    private Origin origin(ParserRuleContext first) {
        Link last = links.get(at - 1);
        ParserRuleContext end = last.operand() != null ? last.operand() : last.predicate();
        return end == null ? Origin.NONE : reading.origin(first.getStart(), end.getStop());
    }

    /** The same operator several times in a row. */
    private UnresolvedExpr run(UnresolvedExpr left, ParserRuleContext first, String operator, int precedence) {
        List<UnresolvedExpr> terms = new ArrayList<>(List.of(left));
        while (at < links.size() && links.get(at).operator().equals(operator)) {
            SqlGrammarParser.OperandContext operand = links.get(at++).operand();
            if (operand != null) {
                terms.add(climb(operand, 0, precedence + 1));
            }
        }
        Origin origin = origin(first);
        if (operator.equals("||") && terms.size() < MANY) {
            return terms.stream().reduce((a, b) -> ExprBuilder.call(operator, origin, a, b)).orElse(left);
        }
        return balanced(operator, terms, origin);
    }

    /** A tree of two-argument calls, as low as can be. */
    static UnresolvedExpr balanced(String operator, List<UnresolvedExpr> terms, Origin origin) {
        if (terms.size() == 1) {
            return terms.getFirst();
        }
        int half = (terms.size() + 1) / 2;
        return ExprBuilder.call(operator, origin, balanced(operator, terms.subList(0, half), origin),
                balanced(operator, terms.subList(half, terms.size()), origin));
    }

    private UnresolvedExpr prefixed(SqlGrammarParser.OperandContext operand, int from) {
        List<SqlGrammarParser.PrefixContext> prefixes = operand.prefix();
        if (from == prefixes.size()) {
            return expressions.operand(operand);
        }
        Token token = prefixes.get(from).getStart();
        return switch (token.getType()) {
            case SqlGrammarParser.NOT, SqlGrammarParser.EXCLAMATION -> {
                UnresolvedExpr negated = climb(operand, from + 1, NOT);
                yield ExprBuilder.call("not", reading.origin(token, end(operand)), negated);
            }
            case SqlGrammarParser.MINUS -> from + 1 == prefixes.size() && operand.primary() instanceof SqlGrammarParser.NumberLiteralContext
                    ? expressions.negativeNumber(operand)
                    : ExprBuilder.call("-", reading.origin(token, operand.getStop()), prefixed(operand, from + 1));
            case SqlGrammarParser.TILDE -> ExprBuilder.call("~", reading.origin(token, operand.getStop()), prefixed(operand, from + 1));
            default -> ExprBuilder.call("positive", reading.origin(token, operand.getStop()), prefixed(operand, from + 1));
        };
    }

    private Token end(SqlGrammarParser.OperandContext operand) {
        if (at == 0) {
            return operand.getStop();
        }
        Link last = links.get(at - 1);
        ParserRuleContext end = last.operand() != null ? last.operand() : last.predicate();
        return end == null || end.getStop().getStopIndex() < operand.getStop().getStopIndex() ? operand.getStop() : end.getStop();
    }
}
