package dev.millrace.driver.session;

import dev.millrace.function.FunctionRegistry;
import dev.millrace.spi.CatalogStore;
import dev.millrace.spi.ConstantEvaluator;
import dev.millrace.spi.DataSource;
import dev.millrace.spi.FormatDetector;
import dev.millrace.spi.SqlParser;
import dev.millrace.spi.TableFiles;
import dev.millrace.transport.PlanRunner;
import java.util.Map;

/**
 * What a driver engine is made of.
 *
 * @param runner    runs physical plans; closed with the resources
 * @param sources   data sources by name
 * @param constants evaluates expressions without columns
 * @param parser    reads SQL text
 * @param formats   looks at files that are named without a format
 * @param store     tables and views that outlive the session
 * @param files     folders of tables
 * @param budget    bytes that a query may use
 * @param leastCores cores to plan for when fewer are there: executors of a cluster join one after the other
 * @param resources closed with the engine
 */
public record DriverServices(PlanRunner runner, Map<String, DataSource> sources, FunctionRegistry functions,
        ConstantEvaluator constants, SqlParser parser, FormatDetector formats, CatalogStore store,
        TableFiles files,
        long budget, int leastCores, AutoCloseable resources) {}
