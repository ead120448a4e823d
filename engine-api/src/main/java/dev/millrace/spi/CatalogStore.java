package dev.millrace.spi;

import dev.millrace.error.EngineException;
import dev.millrace.spi.CatalogEntry.DatabaseEntry;
import java.util.List;
import java.util.Optional;

/**
 * Keeps tables, views and databases beyond the end of a session. Several sessions may use one store at once: an entry is there as a whole
 * or not at all. Names are in lower case. Every method may end in CANNOT_READ_FILE or CANNOT_WRITE_FILE.
 */
public interface CatalogStore {

    /** The database that is always there. */
    String DEFAULT_DATABASE = "default";

    /** By name. */
    List<DatabaseEntry> databases();

    Optional<DatabaseEntry> database(String name);

    /** False when there is one of this name; a database without location gets its folder from the store. */
    boolean createDatabase(String name, Optional<String> location, Optional<String> comment);

    /**
     * Forgets a database and what is in it; files of its tables are the caller's.
     *
     * @throws EngineException SCHEMA_NOT_EMPTY when a table has come into it
     */
    void dropDatabase(String name);

    /** Tables and views of a database, by name. */
    List<CatalogEntry> entries(String database);

    Optional<CatalogEntry> find(String database, String name);

    /** False, and nothing done, when there is an entry of this name. */
    boolean create(CatalogEntry entry);

    /** Puts the entry in the place of one of this name, if there is one. */
    void replace(CatalogEntry entry);

    /** False when there is none of this name. */
    boolean remove(String database, String name);

    /** Absolute path of a folder that no table has had before; it is not made. */
    String newLocation(String database, String table);
}
