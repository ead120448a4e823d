package dev.millrace.api;

import dev.millrace.error.EngineException;
import java.util.List;

/** Views of a session: {@code session.catalog().dropTempView("trips")}. Names are found ignoring case. */
public final class Catalog {

    private final Session session;

    Catalog(Session session) {
        this.session = session;
    }

    /** Names of all views. */
    public List<String> listTables() {
        return session.engine().views();
    }

    /** True when there is such a view. */
    public boolean tableExists(String name) {
        for (String view : listTables()) {
            if (view.equalsIgnoreCase(name)) {
                return true;
            }
        }
        return false;
    }

    /** Forgets a view; DataFrames made from it go on. False when there is none. */
    public boolean dropTempView(String name) {
        return session.engine().dropView(name);
    }

    /**
     * Keeps a view's rows in memory, see {@link DataFrame#cache()}.
     *
     * @throws EngineException TABLE_OR_VIEW_NOT_FOUND
     */
    public void cacheTable(String name) {
        session.table(name).cache();
    }

    /** @throws EngineException TABLE_OR_VIEW_NOT_FOUND */
    public void uncacheTable(String name) {
        session.table(name).unpersist();
    }

    /** @throws EngineException TABLE_OR_VIEW_NOT_FOUND */
    public boolean isCached(String name) {
        return session.table(name).isCached();
    }
}
