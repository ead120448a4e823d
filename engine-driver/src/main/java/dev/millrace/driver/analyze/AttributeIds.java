package dev.millrace.driver.analyze;

import dev.millrace.expr.Attribute;
import dev.millrace.types.DataType;
import java.util.concurrent.atomic.AtomicLong;

/** Gives ids to columns, each one once in a session. Safe for use by several threads. */
public final class AttributeIds {

    private final AtomicLong last = new AtomicLong();

    public long next() {
        return last.incrementAndGet();
    }

    /** A new column without a qualifier. */
    public Attribute attribute(String name, DataType type, boolean nullable) {
        return new Attribute(next(), name, type, nullable, "");
    }
}
