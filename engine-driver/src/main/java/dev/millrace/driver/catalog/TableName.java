package dev.millrace.driver.catalog;

import java.util.Locale;

/** Name of a table or view of the catalog, in lower case. */
public record TableName(String database, String name) {

    public TableName {
        database = database.toLowerCase(Locale.ROOT);
        name = name.toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return database + "." + name;
    }
}
