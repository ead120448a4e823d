package dev.millrace.files.detect;

import dev.millrace.config.Config;
import dev.millrace.config.ConfigKeys;
import dev.millrace.error.ErrorCondition;
import dev.millrace.files.csv.CsvSource;
import dev.millrace.files.io.FileInput;
import dev.millrace.files.listing.FileListing;
import dev.millrace.files.options.FileOptions;
import dev.millrace.plan.SourceSpec;
import dev.millrace.spi.FormatDetector;
import dev.millrace.spi.Split;
import dev.millrace.types.DataType;
import dev.millrace.types.Field;
import dev.millrace.types.Schema;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Looks at the first 64 KiB (decompressed) of the first file that is not empty.
 *
 * <ol>
 * <li>A file that begins with the bytes of Parquet, or whose name ends in {@code .parquet}, is Parquet.
 * <li>One whose name ends in {@code .json}, {@code .jsonl} or {@code .ndjson} is JSON, and so is one with a name that says nothing which
 * begins with <code>{</code> or <code>[</code>; {@code multiLine} is set when the first line is not a whole value.
 * <li>Anything else is CSV of the dialect that {@link CsvDialect} finds. A file whose name says nothing and that has no separator is
 * text.
 * </ol>
 *
 * <p>Types of CSV columns come from all records when the files are small; else from the first mebibyte of each, whole numbers being read
 * as BIGINT, and a later record that does not fit them is an error, never a silent null.
 */
public final class FileFormats implements FormatDetector {

    private static final int SAMPLE = 1 << 16;
    private static final long SMALL = 32L << 20;
    private static final long SMALL_COMPRESSED = 4L << 20;
    private static final long BEGINNING = 1L << 20;

    private final CsvSource csv = new CsvSource();

    @Override
    public SourceSpec detect(String path, Config config) {
        SourceSpec spec = new SourceSpec("", List.of(path), Map.of(), Optional.empty());
        FileListing listing = FileListing.of(spec, FileOptions.of("", Map.of()), config.get(ConfigKeys.TIME_ZONE));
        for (Split file : listing.files()) {
            if (file.fileLength() > 0) {
                return detect(file, path, listing, config);
            }
        }
        throw ErrorCondition.UNABLE_TO_INFER_SCHEMA.with("path", path, "detail", "there is no file with anything in it.");
    }

    private SourceSpec detect(Split file, String path, FileListing listing, Config config) {
        String name = file.path().toLowerCase(Locale.ROOT).replaceFirst("\\.(gz|gzip|zst|zstd)$", "");
        String suffix = name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf('/')) + 1);
        if (suffix.equals("parquet")) {
            return spec("parquet", path, Map.of(), Optional.empty());
        }
        if (suffix.equals("orc") || suffix.equals("avro")) {
            throw ErrorCondition.UNSUPPORTED_FILE_FEATURE.with("file", file.path(), "feature", "the format " + suffix);
        }
        byte[] sample = beginning(file);
        if (startsWith(sample, "PAR1")) {
            return spec("parquet", path, Map.of(), Optional.empty());
        }
        Charset charset = charset(sample);
        String text = new String(sample, charset).replaceFirst("^\uFEFF", "");
        boolean named = List.of("csv", "tsv", "psv").contains(suffix);
        boolean json = List.of("json", "jsonl", "ndjson").contains(suffix);
        if (json || (!named && (text.stripLeading().startsWith("{") || text.stripLeading().startsWith("[")))) {
            return spec("json", path, firstLineIsWhole(text) ? Map.of() : Map.of("multiline", "true"), Optional.empty());
        }
        CsvDialect dialect = CsvDialect.of(text, sample.length < SAMPLE);
        if (!named && !dialect.isTable()) {
            return spec("text", path, Map.of(), Optional.empty());
        }
        Map<String, String> options = new LinkedHashMap<>(dialect.options());
        if (!charset.equals(StandardCharsets.UTF_8)) {
            options.put("encoding", charset.name());
        }
        return csv(path, options, listing, config);
    }

    private SourceSpec csv(String path, Map<String, String> options, FileListing listing, Config config) {
        Map<String, String> inferring = new LinkedHashMap<>(options);
        inferring.put("inferschema", "true");
        List<Split> beginnings = new ArrayList<>();
        boolean small = true;
        long bytes = 0;
        for (Split file : listing.files()) {
            boolean plain = !file.path().toLowerCase(Locale.ROOT).matches(".*\\.(gz|gzip|zst|zstd)");
            bytes += plain ? file.fileLength() : file.fileLength() * (SMALL / SMALL_COMPRESSED);
            small &= bytes <= SMALL;
            beginnings.add(plain ? new Split(file.path(), 0, Math.min(file.fileLength(), BEGINNING), file.fileLength(), file.modified(),
                    file.partitionValues()) : file);
        }
        if (small || options.containsKey("multiline") || options.containsKey("encoding")) {
            return spec("csv", path, inferring, Optional.empty());
        }
        List<Field> fields = new ArrayList<>();
        for (Field field : csv.infer(beginnings, inferring, List.of(path), config).fields()) {
            fields.add(field.type() instanceof DataType.IntType ? Field.of(field.name(), DataType.BIGINT) : field);
        }
        options.put("mode", "FAILFAST");
        return spec("csv", path, options, Optional.of(new Schema(fields)));
    }

    private static SourceSpec spec(String format, String path, Map<String, String> options, Optional<Schema> schema) {
        return new SourceSpec(format, List.of(path), options, schema);
    }

    private static byte[] beginning(Split file) {
        Path path = Path.of(file.path());
        try (FileInput input = FileInput.open(path, 0, StandardCharsets.UTF_8)) {
            return input.readNBytes(SAMPLE);
        } catch (IOException e) {
            throw ErrorCondition.CANNOT_READ_FILE.caused(e, "file", path, "position", "its beginning", "detail", e.getMessage());
        }
    }

    private static boolean startsWith(byte[] bytes, String letters) {
        return new String(bytes, 0, Math.min(bytes.length, letters.length()), StandardCharsets.ISO_8859_1).equals(letters);
    }

    private static Charset charset(byte[] sample) {
        boolean marked = sample.length >= 2 && ((sample[0] == (byte) 0xfe && sample[1] == (byte) 0xff)
                || (sample[0] == (byte) 0xff && sample[1] == (byte) 0xfe));
        return marked ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8;
    }

    /** Whether the first line that is not blank is an object whose braces are closed. */
    private static boolean firstLineIsWhole(String text) {
        String line = text.lines().filter(candidate -> !candidate.isBlank()).findFirst().orElse("").strip();
        if (!line.startsWith("{")) {
            return false;
        }
        int depth = 0;
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char letter = line.charAt(i);
            if (quoted) {
                i += letter == '\\' ? 1 : 0;
                quoted = letter != '"';
            } else if (letter == '"') {
                quoted = true;
            } else {
                depth += letter == '{' || letter == '[' ? 1 : letter == '}' || letter == ']' ? -1 : 0;
            }
        }
        // a first line longer than the sample is taken for whole: files of one value are seldom that large
        return depth == 0 || line.length() == text.strip().length() && text.length() >= SAMPLE;
    }
}
