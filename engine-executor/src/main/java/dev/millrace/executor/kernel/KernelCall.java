package dev.millrace.executor.kernel;

import dev.millrace.expr.Call;
import dev.millrace.expr.Expr;
import dev.millrace.expr.Literal;
import dev.millrace.types.DataType;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A call as its {@link FunctionKernel} sees it: what is known before any row, and a place to keep things from batch to batch. Used by one
 * thread.
 */
public final class KernelCall {

    private final Call call;
    private final ZoneId zone;
    private final int partition;
    private final List<@Nullable KernelLambda> lambdas;
    private @Nullable Object state;

    KernelCall(Call call, ZoneId zone, int partition, List<@Nullable KernelLambda> lambdas) {
        this.call = call;
        this.zone = zone;
        this.partition = partition;
        this.lambdas = lambdas;
    }

    /** Name of the function in lower case. */
    public String function() {
        return call.function();
    }

    /** The call as SQL text, for error messages. */
    public String text() {
        return call.toString();
    }

    /** Type of the result. */
    public DataType type() {
        return call.type();
    }

    public int argumentCount() {
        return call.arguments().size();
    }

    public DataType argumentType(int argument) {
        return call.arguments().get(argument).type();
    }

    /** The argument as it stands in the query, for messages. */
    public Expr argument(int argument) {
        return call.arguments().get(argument);
    }

    /** True when the argument is a literal, null included. */
    public boolean isConstant(int argument) {
        return call.arguments().get(argument) instanceof Literal;
    }

    /** The literal's value in {@link Literal} form; null when it is NULL or the argument is no literal. */
    public @Nullable Object constant(int argument) {
        return call.arguments().get(argument) instanceof Literal literal ? literal.value() : null;
    }

    /** The lambda that stands at this argument. */
    public KernelLambda lambda(int argument) {
        return Objects.requireNonNull(lambdas.get(argument), "no lambda");
    }

    /** The session's time zone. */
    public ZoneId zone() {
        return zone;
    }

    /** Partition that the task computes; 0 in the driver. */
    public int partition() {
        return partition;
    }

    /** What the kernel keeps for this call; made on first use. The same class must be asked for each time. */
    public <T> T state(Class<T> kind, Supplier<T> make) {
        if (state == null) {
            state = make.get();
        }
        return kind.cast(state);
    }
}
