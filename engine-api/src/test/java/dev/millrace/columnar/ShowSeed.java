package dev.millrace.columnar;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/** Puts a test's display name, and with it the seed, into its failure: not every runner shows the name. */
final class ShowSeed implements TestExecutionExceptionHandler {

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) {
        throw new AssertionError(context.getDisplayName() + ": " + failure.getMessage(), failure);
    }
}
