package dev.millrace.engine;

import dev.millrace.error.ErrorCondition;
import dev.millrace.transport.ClusterTransport;
import java.util.ServiceLoader;

/** The transport between processes, when the application has it. */
final class Transports {

    private Transports() {}

    /** @throws dev.millrace.error.EngineException MASTER_NOT_AVAILABLE, naming the dependency that is missing */
    static ClusterTransport find(String master) {
        return ServiceLoader.load(ClusterTransport.class).findFirst().orElseThrow(() -> ErrorCondition.MASTER_NOT_AVAILABLE.with("master",
                master, "detail", "add the dependency dev.millrace:proto to the application."));
    }
}
