package dev.millrace.driver.analyze;

import dev.millrace.config.Config;
import dev.millrace.function.FunctionRegistry;
import dev.millrace.plan.logical.LogicalPlan;
import dev.millrace.spi.ConstantEvaluator;
import dev.millrace.spi.SqlParser;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the parts of the analyzer share.
 *
 * @param enclosing the query around the one that is analyzed; null for none
 * @param tables    what WITH has defined here; null for nothing
 * @param taken     ids of columns that relations of this statement have already; it grows
 */
record AnalysisContext(FunctionRegistry functions, RelationCatalog catalog, Config config, AttributeIds ids, ConstantEvaluator constants,
        SqlParser parser, @Nullable Enclosing enclosing, @Nullable CommonTables tables, Set<Long> taken) {

    /** For a query inside an expression that {@code resolver} resolves. */
    AnalysisContext inside(ExpressionResolver resolver) {
        return new AnalysisContext(functions, catalog, config, ids, constants, parser, new Enclosing(resolver, enclosing), tables, taken);
    }

    AnalysisContext with(CommonTables definitions) {
        return new AnalysisContext(functions, catalog, config, ids, constants, parser, enclosing, definitions, taken);
    }

    /** The plan, with new ids when another relation of the statement has some of them: it is then the second use of one relation. */
    LogicalPlan apart(LogicalPlan relation) {
        Set<Long> made = Renumbering.made(relation);
        for (long id : made) {
            if (taken.contains(id)) {
                LogicalPlan renumbered = Renumbering.fresh(relation, ids);
                taken.addAll(Renumbering.made(renumbered));
                return renumbered;
            }
        }
        taken.addAll(made);
        return relation;
    }
}
