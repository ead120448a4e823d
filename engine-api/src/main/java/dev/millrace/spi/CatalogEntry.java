package dev.millrace.spi;

import dev.millrace.types.Schema;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the catalog keeps of a table or a view. Names are in lower case. */
public sealed interface CatalogEntry {

    String database();

    String name();

    /** All columns, a table's partition columns last. */
    Schema schema();

    Optional<String> comment();

    /** Milliseconds since the epoch. */
    long created();

    /**
     * Files of one format in a folder.
     *
     * @param options          of the data source, by lower-case name
     * @param partitionColumns those that folders {@code column=value} hold
     * @param location         absolute path of the folder
     * @param external         the folder was named by the user and stays when the table is dropped
     */
    record TableEntry(String database, String name, Schema schema, String format, Map<String, String> options,
            List<String> partitionColumns, String location, boolean external, Optional<String> comment, long created)
            implements
                CatalogEntry {
        public TableEntry {
            options = Map.copyOf(options);
            partitionColumns = List.copyOf(partitionColumns);
        }
    }

    /**
     * A query by its text.
     *
     * @param columns         names that the view gives its columns; empty keeps those of the query
     * @param currentDatabase where the names of the query without a database are looked for
     */
    record ViewEntry(String database, String name, Schema schema, List<String> columns, String text, String currentDatabase,
            Optional<String> comment, long created)
            implements
                CatalogEntry {
        public ViewEntry {
            columns = List.copyOf(columns);
        }
    }

    /** @param location absolute path of the folder that tables without a location of their own are put in */
    record DatabaseEntry(String name, String location, Optional<String> comment) {}
}
