package dev.millrace.driver.session;

import dev.millrace.config.Config;
import dev.millrace.driver.analyze.RelationCatalog;
import dev.millrace.error.ErrorCondition;
import dev.millrace.expr.Literal;
import dev.millrace.plan.logical.LogicalPlan;
import dev.millrace.plan.unresolved.UnresolvedPlan;
import dev.millrace.spi.DataSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;

/** The views of a session, and the data sources by name. Names ignore case. */
final class SessionCatalog implements RelationCatalog {

    private final DriverServices services;
    private final Supplier<Config> config;
    private final Function<UnresolvedPlan, LogicalPlan> analyze;
    private final Map<String, LogicalPlan> views = new ConcurrentHashMap<>();

    /** @param config settings as they stand; @param analyze makes plans of what the catalog has in another form */
    SessionCatalog(DriverServices services, Supplier<Config> config, Function<UnresolvedPlan, LogicalPlan> analyze) {
        this.services = services;
        this.config = config;
        this.analyze = analyze;
    }

    @Override
    public Optional<LogicalPlan> find(List<String> name) {
        return Optional.ofNullable(views.get(key(name.getLast())));
    }

    @Override
    public LogicalPlan file(String path) {
        return analyze.apply(new UnresolvedPlan.Read(services.formats().detect(path, config.get())));
    }

    @Override
    public List<String> names() {
        return viewNames();
    }

    @Override
    public Optional<Literal> variable(List<String> name) {
        return Optional.empty();
    }

    List<String> viewNames() {
        return new ArrayList<>(new TreeMap<>(views).keySet());
    }

    @Override
    public DataSource source(String format) {
        Map<String, DataSource> sources = services.sources();
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
