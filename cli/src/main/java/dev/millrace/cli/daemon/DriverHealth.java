package dev.millrace.cli.daemon;

import dev.millrace.engine.DriverProcess;
import dev.millrace.transport.ClusterSize;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** What a driver's health port tells. */
record DriverHealth(DriverProcess driver) implements Supplier<Map<String, ? extends Number>> {

    @Override
    public Map<String, ? extends Number> get() {
        ClusterSize size = driver.size();
        Map<String, Integer> numbers = new LinkedHashMap<>();
        numbers.put("executors", size.executors());
        numbers.put("slots", size.slots());
        numbers.put("jobs", driver.jobs());
        return numbers;
    }
}
