package dev.millrace.files.write;

import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.plan.WriteMode;
import dev.millrace.plan.WriteSpec;
import dev.millrace.spi.WriteJob;
import dev.millrace.spi.WrittenFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Publishes what tasks wrote. A new target appears by one rename; overwriting swaps two folders and puts the old one back when that
 * fails; appending moves file by file and takes all back when one fails.
 */
public final class FolderWriteJob implements WriteJob {

    private static final String SUCCESS = "_SUCCESS";

    private final WriteSpec spec;
    private final String token;
    private final Staging staging;
    private @Nullable Path madeParent;

    private FolderWriteJob(WriteSpec spec, String token) {
        this.spec = spec;
        this.token = token;
        this.staging = Staging.of(spec, token);
    }

    /**
     * @throws EngineException UNRESOLVED_COLUMN when a partition column is none of the schema, UNSUPPORTED_FEATURE when no other column
     * is left
     */
    public static FolderWriteJob of(WriteSpec spec) {
        for (String column : spec.partitionColumns()) {
            if (spec.schema().indexOf(column) < 0) {
                throw ErrorCondition.UNRESOLVED_COLUMN.with("name", column, "suggestion",
                        " Columns are: " + String.join(", ", spec.schema().names()) + ".");
            }
        }
        if (!spec.partitionColumns().isEmpty() && spec.partitionColumns().size() >= spec.schema().size()) {
            throw ErrorCondition.UNSUPPORTED_FEATURE.with("feature", "Partitioning by every column", "advice",
                    "Leave a column for the files.");
        }
        return new FolderWriteJob(spec, Long.toHexString(ThreadLocalRandom.current().nextLong() | Long.MIN_VALUE));
    }

    @Override
    public boolean prepare() {
        Path target = staging.target();
        boolean exists = Files.exists(target);
        if (exists) {
            switch (spec.mode()) {
                case ERROR_IF_EXISTS -> throw ErrorCondition.PATH_ALREADY_EXISTS.with("path", target);
                case IGNORE -> {
                    return false;
                }
                case APPEND -> {
                    if (!Files.isDirectory(target)) {
                        throw ErrorCondition.CANNOT_WRITE_FILE.with("path", target, "detail",
                                "it is a file, and only a folder can be added to");
                    }
                }
                case OVERWRITE -> {
                }
            }
        }
        try {
            madeParent = firstMissing(staging.folder().getParent());
            Files.createDirectories(staging.folder());
            return true;
        } catch (IOException e) {
            abort();
            throw WriteErrors.of(target, e);
        }
    }

    private static @Nullable Path firstMissing(@Nullable Path folder) {
        Path missing = null;
        for (Path path = folder; path != null && !Files.exists(path); path = path.getParent()) {
            missing = path;
        }
        return missing;
    }

    @Override
    public String token() {
        return token;
    }

    @Override
    public void commit(List<WrittenFile> files) {
        Path ready = staging.attempt("ready");
        try {
            Files.createDirectories(ready);
            for (WrittenFile file : files) {
                Path to = ready.resolve(file.relativePath());
                Files.createDirectories(to.getParent());
                Files.move(Path.of(file.temporaryPath()), to, StandardCopyOption.ATOMIC_MOVE);
            }
            if (spec.mode() == WriteMode.APPEND && Files.isDirectory(staging.target())) {
                append(ready, files);
            } else if (spec.mode() == WriteMode.OVERWRITE && Files.exists(staging.target())) {
                Files.createFile(ready.resolve(SUCCESS));
                swap(ready);
            } else {
                Files.createFile(ready.resolve(SUCCESS));
                Files.move(ready, staging.target(), StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (IOException e) {
            abort();
            // somebody else was faster: with these modes there was nothing when this write began
            boolean appeared =
                    Files.exists(staging.target()) && (spec.mode() == WriteMode.ERROR_IF_EXISTS || spec.mode() == WriteMode.IGNORE);
            if (appeared && spec.mode() == WriteMode.IGNORE) {
                return;
            }
            throw appeared ? ErrorCondition.PATH_ALREADY_EXISTS.caused(e, "path", staging.target()) : WriteErrors.of(staging.target(), e);
        }
        deleteStaging();
    }

    private void swap(Path ready) throws IOException {
        Path target = staging.target();
        Path replaced = staging.attempt("replaced");
        Files.move(target, replaced, StandardCopyOption.ATOMIC_MOVE);
        try {
            Files.move(ready, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            Files.move(replaced, target, StandardCopyOption.ATOMIC_MOVE);
            throw e;
        }
    }

    private void append(Path ready, List<WrittenFile> files) throws IOException {
        List<Path> moved = new ArrayList<>();
        try {
            for (WrittenFile file : files) {
                Path to = staging.target().resolve(file.relativePath());
                Files.createDirectories(to.getParent());
                Files.move(ready.resolve(file.relativePath()), to, StandardCopyOption.ATOMIC_MOVE);
                moved.add(to);
            }
            Path success = staging.target().resolve(SUCCESS);
            if (!Files.exists(success)) {
                Files.createFile(success);
            }
        } catch (IOException e) {
            for (Path path : moved) {
                Files.deleteIfExists(path);
            }
            throw e;
        }
    }

    @Override
    public void abort() {
        deleteStaging();
        Path top = madeParent;
        Path folder = staging.target().getParent();
        while (top != null && folder != null && folder.startsWith(top)) {
            try {
                Files.deleteIfExists(folder);
            } catch (IOException e) {
                // somebody else has put something there: it stays
                return;
            }
            folder = folder.getParent();
        }
    }

    /** What cannot be removed stays behind in a folder whose name readers skip; the write itself is done or undone without it. */
    private void deleteStaging() {
        try {
            Staging.delete(staging.folder());
        } catch (IOException e) {
            staging.folder().toFile().deleteOnExit();
        }
    }
}
