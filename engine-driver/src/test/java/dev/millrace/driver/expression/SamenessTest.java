package dev.millrace.driver.expression;

import static dev.millrace.driver.query.Written.call;
import static dev.millrace.driver.query.Written.cast;
import static dev.millrace.driver.query.Written.col;
import static dev.millrace.driver.query.Written.from;
import static dev.millrace.driver.query.Written.lambda;
import static dev.millrace.driver.query.Written.lit;
import static dev.millrace.driver.query.Written.op;
import static dev.millrace.driver.query.Written.when;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.driver.query.TestPipeline;
import dev.millrace.expr.Expr;
import dev.millrace.expr.Literal;
import dev.millrace.plan.logical.Project;
import dev.millrace.plan.unresolved.UnresolvedExpr;
import dev.millrace.types.DataType;
import java.util.List;
import org.junit.jupiter.api.Test;

class SamenessTest {

    private final TestPipeline pipeline = new TestPipeline();

    @Test
    void eachExpressionIsTheSameAsItselfOnly() {
        List<UnresolvedExpr> different = List.of(op("+", col("i32"), lit(1)), op("+", col("i32"), lit(2)), op("-", col("i32"), lit(1)),
                op("+", col("i64"), lit(1)), op("<", col("i32"), lit(1)), op("<=", col("i32"), lit(1)), cast(col("i32"), DataType.STRING),
                cast(col("i32"), DataType.BIGINT), op("isnull", col("i32")), op("in", col("i32"), lit(1), lit(2)),
                op("in", col("i32"), lit(1)),
                when(col("bool"), lit(1), lit(2)), op("not", col("bool")), call("upper", col("str")), call("length", col("str")),
                op("try_add", col("i32"), lit(1)), call("transform", col("ints"), lambda(op("+", col("x"), lit(1)), "x")),
                call("transform", col("ints"), lambda(op("+", col("x"), lit(2)), "x")), lit("a"),
                lit(new Literal(new byte[] {1}, DataType.BINARY)), lit(new Literal(new byte[] {2}, DataType.BINARY)));
        for (int i = 0; i < different.size(); i++) {
            for (int j = 0; j < different.size(); j++) {
                assertEquals(i == j, Sameness.of(typed(different.get(i)), typed(different.get(j))),
                        different.get(i) + " and " + different.get(j));
            }
        }
    }

    @Test
    void namesDoNotMatter() {
        Expr one = typed(call("transform", col("ints"), lambda(op("+", col("x"), col("i32")), "x")));
        assertTrue(Sameness.of(one, typed(call("transform", col("INTS"), lambda(op("+", col("y"), col("types.i32")), "y")))));
        assertFalse(Sameness.of(one, typed(call("transform", col("ints"), lambda(op("+", col("i32"), col("y")), "y")))));
    }

    private Expr typed(UnresolvedExpr expr) {
        return ((Project) pipeline.analyze(from("types").select(expr))).columns().getFirst().expr();
    }
}
