package dev.millrace.files.detect;

import dev.millrace.config.Config;
import dev.millrace.config.ConfigKeys;
import dev.millrace.error.ErrorCondition;
import dev.millrace.files.listing.FileListing;
import dev.millrace.files.options.FileOptions;
import dev.millrace.plan.SourceSpec;
import dev.millrace.spi.FormatDetector;
import dev.millrace.spi.Split;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Formats by the suffix of the first file that is not empty, {@code .gz} and {@code .zst} aside. */
public final class FileFormats implements FormatDetector {

    @Override
    public SourceSpec detect(String path, Config config) {
        SourceSpec spec = new SourceSpec("", List.of(path), Map.of(), Optional.empty());
        FileListing listing = FileListing.of(spec, FileOptions.of("", Map.of()), config.get(ConfigKeys.TIME_ZONE));
        for (Split file : listing.files()) {
            if (file.fileLength() > 0) {
                return detect(file, spec);
            }
        }
        throw ErrorCondition.UNABLE_TO_INFER_SCHEMA.with("path", path, "detail", "there is no file with anything in it.");
    }

    private static SourceSpec detect(Split file, SourceSpec spec) {
        String name = file.path().toLowerCase(Locale.ROOT).replaceFirst("\\.(gz|gzip|zst|zstd)$", "");
        if (name.endsWith(".parquet")) {
            return new SourceSpec("parquet", spec.paths(), Map.of(), Optional.empty());
        }
        if (name.endsWith(".json") || name.endsWith(".jsonl") || name.endsWith(".ndjson")) {
            return new SourceSpec("json", spec.paths(), Map.of(), Optional.empty());
        }
        return new SourceSpec("csv", spec.paths(), Map.of("header", "true", "inferschema", "true"), Optional.empty());
    }
}
