package dev.millrace.files.catalog;

import dev.millrace.error.ErrorCondition;
import dev.millrace.files.listing.FilePaths;
import dev.millrace.files.write.FolderFiles;
import dev.millrace.spi.CatalogEntry;
import dev.millrace.spi.CatalogEntry.DatabaseEntry;
import dev.millrace.spi.CatalogStore;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A catalog in a folder, made when something is first put into it.
 *
 * <pre>
 * warehouse/default/trips.table.json       what the table is
 * warehouse/default/trips-1f3a9c20/…       its rows
 * warehouse/sales/_database.json           a database's comment and location, if it has them
 * </pre>
 *
 * <p>A table's folder has a name that no other table has had: a table that is created anew writes its rows beside the old ones and takes
 * over with its JSON file. Names are in lower case and percent-encoded.
 */
public final class DirectoryCatalog implements CatalogStore {

    private static final String ENTRY = ".table.json";
    private static final String DATABASE = "_database.json";

    private final Path warehouse;

    /** @param warehouse the folder as the user writes it; need not exist */
    public DirectoryCatalog(String warehouse) {
        this.warehouse = FilePaths.of(warehouse);
    }

    @Override
    public List<DatabaseEntry> databases() {
        List<DatabaseEntry> databases = new ArrayList<>();
        for (Path folder : children(warehouse)) {
            String name = folder.getFileName().toString();
            if (Files.isDirectory(folder) && !name.startsWith(".") && !name.startsWith("_")) {
                databases.add(described(decoded(name)));
            }
        }
        if (databases.stream().noneMatch(database -> database.name().equals(DEFAULT_DATABASE))) {
            databases.add(described(DEFAULT_DATABASE));
        }
        databases.sort(Comparator.comparing(DatabaseEntry::name));
        return databases;
    }

    @Override
    public Optional<DatabaseEntry> database(String name) {
        return name.equals(DEFAULT_DATABASE) || Files.isDirectory(folder(name)) ? Optional.of(described(name)) : Optional.empty();
    }

    private DatabaseEntry described(String name) {
        Path file = folder(name).resolve(DATABASE);
        return Files.exists(file) ? EntryJson.database(name, folder(name), file, bytes(file))
                : new DatabaseEntry(name, folder(name).toString(), Optional.empty());
    }

    @Override
    public boolean createDatabase(String name, Optional<String> location, Optional<String> comment) {
        if (name.equals(DEFAULT_DATABASE)) {
            return false;
        }
        Path folder = folder(name);
        try {
            Files.createDirectories(warehouse);
            Files.createDirectory(folder);
        } catch (FileAlreadyExistsException e) {
            return false;
        } catch (IOException e) {
            throw FolderFiles.failure(folder, e);
        }
        if (location.isPresent() || comment.isPresent()) {
            put(folder.resolve(DATABASE), EntryJson.bytes(location.map(path -> FilePaths.of(path).toString()), comment), true);
        }
        return true;
    }

    @Override
    public void dropDatabase(String name) {
        if (!entries(name).isEmpty()) {
            throw ErrorCondition.SCHEMA_NOT_EMPTY.with("name", name);
        }
        new FolderFiles().delete(folder(name).toString());
    }

    @Override
    public List<CatalogEntry> entries(String database) {
        List<CatalogEntry> entries = new ArrayList<>();
        for (Path file : children(folder(database))) {
            String name = file.getFileName().toString();
            if (name.endsWith(ENTRY) && !name.startsWith(".")) {
                find(database, decoded(name.substring(0, name.length() - ENTRY.length()))).ifPresent(entries::add);
            }
        }
        entries.sort(Comparator.comparing(CatalogEntry::name));
        return entries;
    }

    @Override
    public Optional<CatalogEntry> find(String database, String name) {
        Path file = file(database, name);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(EntryJson.entry(database, name, folder(database), file, Files.readAllBytes(file)));
        } catch (NoSuchFileException e) {
            // dropped since we looked
            return Optional.empty();
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    @Override
    public boolean create(CatalogEntry entry) {
        return put(file(entry.database(), entry.name()), EntryJson.bytes(entry, folder(entry.database())), false);
    }

    @Override
    public void replace(CatalogEntry entry) {
        put(file(entry.database(), entry.name()), EntryJson.bytes(entry, folder(entry.database())), true);
    }

    @Override
    public boolean remove(String database, String name) {
        Path file = file(database, name);
        try {
            return Files.deleteIfExists(file);
        } catch (IOException e) {
            throw FolderFiles.failure(file, e);
        }
    }

    @Override
    public String newLocation(String database, String table) {
        String suffix = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
        return Path.of(described(database).location()).resolve(encoded(table) + "-" + suffix).toString();
    }

    /** A link, unlike a rename, never takes the place of a file that somebody else has put there meanwhile. */
    private static boolean put(Path file, byte[] bytes, boolean replace) {
        Path temporary =
                file.resolveSibling(".writing-" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong()));
        try {
            Files.createDirectories(file.getParent());
            Files.write(temporary, bytes);
            if (replace) {
                Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                return true;
            }
            try {
                Files.createLink(file, temporary);
            } catch (UnsupportedOperationException e) {
                Files.move(temporary, file);
            }
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        } catch (IOException e) {
            throw FolderFiles.failure(file, e);
        } finally {
            discard(temporary);
        }
    }

    private static void discard(Path temporary) {
        try {
            Files.deleteIfExists(temporary);
        } catch (IOException e) {
            // nobody reads a file of such a name
            temporary.toFile().deleteOnExit();
        }
    }

    private Path folder(String database) {
        return warehouse.resolve(encoded(database));
    }

    private Path file(String database, String name) {
        return folder(database).resolve(encoded(name) + ENTRY);
    }

    private static List<Path> children(Path folder) {
        List<Path> children = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            stream.forEach(children::add);
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        } catch (DirectoryIteratorException e) {
            throw unreadable(folder, e.getCause());
        } catch (IOException e) {
            throw unreadable(folder, e);
        }
        return children;
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static RuntimeException unreadable(Path path, IOException cause) {
        return ErrorCondition.PATH_NOT_READABLE.caused(cause, "path", path, "detail", cause);
    }

    private static String encoded(String name) {
        String encoded = URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20").replace("*", "%2A");
        // a dot or underscore in front would hide it, and ".." would lead elsewhere
        return encoded.startsWith(".") ? "%2E" + encoded.substring(1) : encoded.startsWith("_") ? "%5F" + encoded.substring(1) : encoded;
    }

    private static String decoded(String name) {
        return URLDecoder.decode(name, StandardCharsets.UTF_8);
    }
}
