package dev.millrace.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.millrace.expr.Literal;
import dev.millrace.plan.command.Statement;
import dev.millrace.plan.unresolved.Origin;
import dev.millrace.plan.unresolved.UnresolvedCall;
import dev.millrace.plan.unresolved.UnresolvedColumn;
import dev.millrace.plan.unresolved.UnresolvedPlan;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Where things stand in the text, and what stands for parameters. */
class OriginTest {

    @Test
    void columnsCallsAndTablesKnowTheirPlace() {
        UnresolvedPlan.Project project = (UnresolvedPlan.Project) Sql.plan("select a,\n  upper(t.b) || c\n from s.t");
        assertEquals(new Origin(1, 8, "a"), ((UnresolvedColumn) project.columns().get(0)).origin());
        UnresolvedCall concat = (UnresolvedCall) project.columns().get(1);
        assertEquals(new Origin(2, 3, "upper(t.b) || c"), concat.origin());
        UnresolvedCall upper = (UnresolvedCall) concat.arguments().get(0);
        assertEquals(new Origin(2, 3, "upper(t.b)"), upper.origin());
        assertEquals(new Origin(2, 9, "t.b"), ((UnresolvedColumn) upper.arguments().get(0)).origin());
        assertEquals(new Origin(3, 7, "s.t"), ((UnresolvedPlan.Table) project.input()).origin());
    }

    @Test
    void operatorsSpanTheirOperands() {
        UnresolvedPlan.Project project = (UnresolvedPlan.Project) Sql.plan("select not a = 1 and b, - c + 2 in (3)");
        UnresolvedCall and = (UnresolvedCall) project.columns().get(0);
        assertEquals("not a = 1 and b", and.origin().text());
        assertEquals("not a = 1", ((UnresolvedCall) and.arguments().get(0)).origin().text());
        UnresolvedCall in = (UnresolvedCall) project.columns().get(1);
        assertEquals("- c + 2 in (3)", in.origin().text());
        assertEquals("- c + 2", ((UnresolvedCall) in.arguments().get(0)).origin().text());
    }

    @Test
    void textBeyondTheBasicPlaneKeepsItsPlace() {
        UnresolvedPlan.Project project = (UnresolvedPlan.Project) Sql.plan("select '\uD83D\uDE00', größe from t");
        assertEquals(new Origin(1, 14, "größe"), ((UnresolvedColumn) project.columns().get(1)).origin());
    }

    @Test
    void parametersAreLiterals() {
        Statement.Parameters parameters = new Statement.Parameters(List.of(Literal.of(1), Literal.of("x")),
                Map.of("low", Literal.of(5), "zone", Literal.of("UTC")));
        AntlrSqlParser parser = new AntlrSqlParser();
        Statement.Query query = (Statement.Query) parser.statement("select ?, ? from t where a > :low limit ?",
                new Statement.Parameters(List.of(Literal.of(1), Literal.of("x"), Literal.of(3)), parameters.named()));
        assertEquals("limit(project(filter(table(t); >(a, 5)); 1, 'x'); 3; -)", TreeText.of(query.plan()));
        assertEquals("SetTimeZone[zone=UnresolvedLiteral[literal='UTC']]", parser.statement("set time zone :zone", parameters).toString());
    }
}
