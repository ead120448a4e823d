package dev.millrace.files.listing;

import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.files.options.FileOptions;
import dev.millrace.plan.SourceSpec;
import dev.millrace.spi.Split;
import dev.millrace.types.Schema;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The files that a read means, each as one split with the values of its partition columns.
 *
 * <p>{@code FileListing listing = FileListing.of(spec, options, zone); listing.files(); listing.partitions();}
 *
 * @param files      in the order of the paths given, within a folder by name; empty files too
 * @param partitions columns that the folders {@code name=value} give, none when there are no such folders
 */
public record FileListing(List<Split> files, Schema partitions) {

    /** Options that every format of files has. */
    public static final List<String> OPTIONS = List.of("recursiveFileLookup", "pathGlobFilter", "basePath");

    public FileListing {
        files = List.copyOf(files);
    }

    /**
     * Lists the paths. A folder means the files in it and in its partition folders; with the option {@code recursiveFileLookup} those
     * in all folders below, and partition folders mean nothing. Names that begin with {@code _} or {@code .} are left out unless they
     * are given in full.
     *
     * @param options checked to be known
     * @throws EngineException PATH_NOT_FOUND when a path or pattern means nothing, PATH_NOT_READABLE, UNABLE_TO_INFER_SCHEMA when
     * partition folders do not agree
     */
    public static FileListing of(SourceSpec spec, FileOptions options, ZoneId zone) {
        boolean recursive = options.flag("recursiveFileLookup", false);
        Optional<Pattern> names = options.text("pathGlobFilter").map(Glob::name);
        Optional<Path> base = options.text("basePath").map(FilePaths::of);
        FolderWalk walk = new FolderWalk(recursive, names);
        if (spec.paths().isEmpty()) {
            throw ErrorCondition.PATH_NOT_FOUND.with("path", "(none was given)");
        }
        for (String path : spec.paths()) {
            for (Path root : Matching.paths(path)) {
                walk.add(root, base.filter(root::startsWith));
            }
        }
        List<FoundFile> found = walk.found();
        return recursive ? new FileListing(whole(found), Schema.EMPTY) : PartitionColumns.applied(found, spec, zone);
    }

    private static List<Split> whole(List<FoundFile> found) {
        List<Split> splits = new ArrayList<>(found.size());
        for (FoundFile file : found) {
            splits.add(file.split(List.of()));
        }
        return splits;
    }
}
