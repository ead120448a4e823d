package dev.millrace.executor.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.millrace.columnar.Batch;
import dev.millrace.columnar.Values;
import dev.millrace.columnar.Vector;
import dev.millrace.columnar.VectorBuilder;
import dev.millrace.config.Config;
import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.expr.Call;
import dev.millrace.expr.Expr;
import dev.millrace.expr.InputRef;
import dev.millrace.expr.Literal;
import dev.millrace.types.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** LIKE and its relatives agree with regular expressions and with String. */
class TextMatchingTest {

    private static final InputRef TEXT = new InputRef(0, DataType.STRING, true, "s");
    private static final String[] LETTERS = {"a", "b", "ab", "ä", "€", "😀", ""};

    private final ExprCompiler compiler = new ExprCompiler(Config.EMPTY);

    private Object constant(String function, String... arguments) {
        List<Expr> literals = new ArrayList<>();
        for (String argument : arguments) {
            literals.add(Literal.of(argument));
        }
        return compiler.evaluateConstant(new Call(function, literals, DataType.BOOLEAN, true)).value();
    }

    private static String text(Random random, int most) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(most + 1); i > 0; i--) {
            text.append(LETTERS[random.nextInt(LETTERS.length)]);
        }
        return text.toString();
    }

    @Test
    void likeAgreesWithRegularExpressions() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 600; i++) {
            StringBuilder pattern = new StringBuilder();
            StringBuilder regex = new StringBuilder();
            for (int part = random.nextInt(5); part >= 0; part--) {
                switch (random.nextInt(4)) {
                    case 0 -> {
                        pattern.append('%');
                        regex.append(".*");
                    }
                    case 1 -> {
                        pattern.append('_');
                        regex.append('.');
                    }
                    default -> {
                        String plain = text(random, 12);
                        pattern.append(plain);
                        regex.append(Pattern.quote(plain));
                    }
                }
            }
            VectorBuilder texts = VectorBuilder.of(DataType.STRING, 50);
            List<String> rows = new ArrayList<>();
            for (int row = 0; row < 50; row++) {
                rows.add(text(random, 20));
                texts.appendValue(rows.getLast());
            }
            Pattern expected = Pattern.compile(regex.toString(), Pattern.DOTALL);
            Call like = new Call("like", List.of(TEXT, Literal.of(pattern.toString())), DataType.BOOLEAN, true);
            Vector result = compiler.compile(like).evaluate(Batch.of(50, texts.build()), null);
            String part = text(random, 10);
            Vector contained = compiler.compile(new Call("contains", List.of(TEXT, Literal.of(part)), DataType.BOOLEAN, true))
                    .evaluate(Batch.of(50, texts.build()), null);
            for (int row = 0; row < 50; row++) {
                String text = rows.get(row);
                assertEquals(expected.matcher(text).matches(), Values.get(result, row),
                        () -> "seed " + seed + ": " + text + " like " + pattern);
                assertEquals(text.contains(part), Values.get(contained, row), () -> "seed " + seed + ": " + text + " contains " + part);
            }
        }
    }

    @Test
    void escapesAreLiteral() {
        assertEquals(true, constant("like", "50%", "50\\%"));
        assertEquals(false, constant("like", "500", "50\\%"));
        assertEquals(true, constant("like", "a_b", "a!_b", "!"));
        assertEquals(false, constant("like", "axb", "a!_b", "!"));
        assertEquals(true, constant("like", "a\\b", "a\\\\b"));
        assertEquals(ErrorCondition.INVALID_PARAMETER_VALUE,
                assertThrows(EngineException.class, () -> constant("like", "a", "a\\x")).condition());
        assertEquals(ErrorCondition.INVALID_PARAMETER_VALUE,
                assertThrows(EngineException.class, () -> constant("like", "a", "a\\")).condition());
    }

    @Test
    void caseIsIgnoredWhenAsked() {
        assertEquals(true, constant("ilike", "ÄPFEL und Birnen", "äpfel%BIRNEN"));
        assertEquals(false, constant("like", "Apfel", "apfel"));
    }

    @Test
    void endsAndBeginnings() {
        assertEquals(true, constant("startswith", "abc", "ab"));
        assertEquals(false, constant("startswith", "abc", "abcd"));
        assertEquals(true, constant("endswith", "abc", ""));
        assertEquals(true, constant("endswith", "abc", "bc"));
        assertEquals(true, constant("contains", "a long text with a needle of more than eight", "needle of more than eight"));
        assertEquals(false, constant("contains", "", "x"));
    }
}
