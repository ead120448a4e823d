package dev.millrace.driver.session;

import dev.millrace.driver.analyze.RelationCatalog;
import dev.millrace.error.ErrorCondition;
import dev.millrace.plan.logical.LogicalPlan;
import dev.millrace.spi.DataSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** The views of a session, and the data sources by name. Names ignore case. */
final class SessionCatalog implements RelationCatalog {

    private final Map<String, DataSource> sources;
    private final Map<String, LogicalPlan> views = new ConcurrentHashMap<>();

    SessionCatalog(Map<String, DataSource> sources) {
        this.sources = sources;
    }

    @Override
    public Optional<LogicalPlan> view(String name) {
        return Optional.ofNullable(views.get(key(name)));
    }

    @Override
    public List<String> viewNames() {
        return new ArrayList<>(new TreeMap<>(views).keySet());
    }

    @Override
    public DataSource source(String format) {
        DataSource source = sources.get(key(format));
        if (source == null) {
            throw ErrorCondition.DATA_SOURCE_NOT_FOUND.with("format", format, "known", String.join(", ", new TreeMap<>(sources).keySet()));
        }
        return source;
    }

    void create(String name, LogicalPlan plan, boolean replace) {
        if (replace) {
            views.put(key(name), plan);
        } else if (views.putIfAbsent(key(name), plan) != null) {
            throw ErrorCondition.TEMP_TABLE_OR_VIEW_ALREADY_EXISTS.with("name", name);
        }
    }

    boolean drop(String name) {
        return views.remove(key(name)) != null;
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
