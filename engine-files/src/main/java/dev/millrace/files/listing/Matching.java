package dev.millrace.files.listing;

import dev.millrace.error.ErrorCondition;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The existing paths that a text means. */
final class Matching {

    private Matching() {}

    static List<Path> paths(String text) {
        if (!Glob.isPattern(text) || exists(text)) {
            Path path = FilePaths.of(text);
            if (!Files.exists(path)) {
                throw ErrorCondition.PATH_NOT_FOUND.with("path", path);
            }
            return List.of(path);
        }
        Set<Path> matches = new LinkedHashSet<>();
        for (String pattern : Glob.alternatives(FilePaths.local(text))) {
            int fixed = fixedLength(pattern);
            Path start = FilePaths.of(pattern.substring(0, fixed));
            String rest = pattern.substring(fixed);
            descend(start, rest.isEmpty() ? List.of() : List.of(rest.split("/+")), matches);
        }
        if (matches.isEmpty()) {
            throw ErrorCondition.PATH_NOT_FOUND.with("path", text);
        }
        return List.copyOf(matches);
    }

    /** A file whose name looks like a pattern is meant as itself. */
    private static boolean exists(String text) {
        try {
            return Files.exists(Path.of(FilePaths.local(text)));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    /** Length of the folders in front of the first pattern. */
    private static int fixedLength(String pattern) {
        int fixed = 0;
        for (int slash = pattern.indexOf('/'); slash >= 0; slash = pattern.indexOf('/', slash + 1)) {
            if (Glob.isPattern(pattern.substring(0, slash))) {
                return fixed;
            }
            fixed = slash + 1;
        }
        return Glob.isPattern(pattern) ? fixed : pattern.length();
    }

    private static void descend(Path folder, List<String> segments, Set<Path> matches) {
        if (segments.isEmpty()) {
            if (Files.exists(folder)) {
                matches.add(folder);
            }
            return;
        }
        String segment = segments.getFirst();
        List<String> rest = segments.subList(1, segments.size());
        if (segment.equals("**")) {
            descend(folder, rest, matches);
            for (Path child : FolderWalk.children(folder)) {
                if (Files.isDirectory(child) && !FolderWalk.isHidden(child)) {
                    descend(child, segments, matches);
                }
            }
        } else if (Glob.isPattern(segment)) {
            Pattern pattern = Glob.name(segment);
            boolean hidden = segment.startsWith("_") || segment.startsWith(".");
            for (Path child : FolderWalk.children(folder)) {
                if (pattern.matcher(child.getFileName().toString()).matches() && (hidden || !FolderWalk.isHidden(child))) {
                    descend(child, rest, matches);
                }
            }
        } else {
            descend(folder.resolve(segment).normalize(), rest, matches);
        }
    }
}
