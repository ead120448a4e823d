package dev.millrace.driver.analyze;

import dev.millrace.config.Config;
import dev.millrace.function.FunctionRegistry;

/** What the parts of the analyzer share. */
record AnalysisContext(FunctionRegistry functions, RelationCatalog catalog, Config config, AttributeIds ids) {}
