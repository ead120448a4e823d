package dev.millrace.executor.kernel;

import dev.millrace.executor.kernel.text.LikeKernel;
import dev.millrace.executor.kernel.text.PartKernel;
import org.jspecify.annotations.Nullable;

/** The kernels of {@code kernel.text} by name. */
final class TextMatching {

    private TextMatching() {}

    static @Nullable FunctionKernel find(String name) {
        return switch (name) {
            case "like" -> new LikeKernel(false);
            case "ilike" -> new LikeKernel(true);
            case "contains" -> new PartKernel(PartKernel.Place.ANYWHERE);
            case "startswith" -> new PartKernel(PartKernel.Place.START);
            case "endswith" -> new PartKernel(PartKernel.Place.END);
            default -> null;
        };
    }
}
