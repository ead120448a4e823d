package dev.millrace.files.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.millrace.config.Config;
import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.files.FileSources;
import dev.millrace.plan.SourceSpec;
import dev.millrace.types.TypeParser;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileFormatsTest {

    @TempDir
    private Path folder;

    /** {@code \n} stands for a line end, {@code TAB} for a tab. */
    @ParameterizedTest
    @CsvSource(delimiter = '!', quoteCharacter = '\0', value = {
            "id,name\\n1,a\\n2,b ! id INT, name STRING",
            "1,a\\n2,b ! _c0 INT, _c1 STRING",
            "name,city\\nann,rome\\nbob,oslo ! name STRING, city STRING",
            "ann,rome\\nbob,rome\\nann,oslo ! _c0 STRING, _c1 STRING",
            "idTABday\\n1TAB2020-01-01\\n ! id INT, day DATE",
            "id;price\\n1;2,5\\n2;3,5 ! id INT, price STRING",
            "id|ok\\n1|true\\n2|false ! id INT, ok BOOLEAN",
            "\"id\",\"a,b\"\\n1,\"x,y\"\\n2,\"say \"\"hi\"\"\" ! id INT, `a,b` STRING",
            "id,text\\n1,'a,b'\\n2,'c,d' ! id INT, text STRING",
            "id,text\\n1,\"two\\nlines\"\\n2,one ! id INT, text STRING",
            "id,text\\n1,\"a \\\"b\\\" c\"\\n2,one ! id INT, text STRING",
            "a,2019,2020\\nx,1,2\\ny,3,4.5 ! _c0 STRING, _c1 INT, _c2 DOUBLE",
            "one\\n1\\n2 ! one INT",
            "a,b,\\n1,2,\\n3,4, ! a INT, b INT, _c2 STRING"})
    void findsSeparatorQuoteHeaderAndTypes(String content, String schema) throws IOException {
        String text = content.replace("\\n", "\n").replace("TAB", "\t");
        Path file = folder.resolve("file.csv");
        Files.writeString(file, text);
        assertEquals(TypeParser.schema(schema.strip()), FileSources.all().get("csv").open(detect(file), Config.EMPTY).schema());

        Path zipped = folder.resolve("zipped.csv.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(zipped))) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        assertEquals(detect(file).options(), detect(zipped).options());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '!', quoteCharacter = '\0', value = {
            "a.json ! {\"a\": 1}\\n{\"a\": 2} ! json ! -",
            "a.json ! [{\"a\": 1},\\n{\"a\": 2}] ! json ! true",
            "a.json ! {\\n\"a\": 1} ! json ! true",
            "a.log ! {\"a\": \"}\"}\\n ! json ! -",
            "a.txt ! a line\\nand another ! text ! -",
            "a.txt ! a,b\\n1,2\\n3,4 ! csv ! -",
            "noname ! PAR1 ! parquet ! -"})
    void findsTheFormatByNameAndContent(String name, String content, String format, String multiLine) throws IOException {
        Path file = folder.resolve(name);
        Files.writeString(file, content.replace("\\n", "\n"));
        SourceSpec spec = detect(file);
        assertEquals(format, spec.format());
        assertEquals(multiLine, spec.options().getOrDefault("multiline", "-"));
    }

    @Test
    void largeFilesAreJudgedByTheirBeginningAndNeverGiveSilentNulls() throws IOException {
        StringBuilder text = new StringBuilder("id,name\n");
        while (text.length() < 33 << 20) {
            text.append("12345,some name that is long enough to fill the file soon, or so we hope\n".replace(", or", " or"));
        }
        Path file = folder.resolve("large.csv");
        Files.writeString(file, text);
        SourceSpec spec = detect(file);
        assertEquals(TypeParser.schema("id BIGINT, name STRING"), spec.schema().orElseThrow());
        assertEquals("FAILFAST", spec.options().get("mode"));
    }

    @Test
    void refusesWhatHasNothingToLookAt() throws IOException {
        Path empty = Files.createFile(folder.resolve("empty.csv"));
        assertEquals(ErrorCondition.UNABLE_TO_INFER_SCHEMA, assertThrows(EngineException.class, () -> detect(empty)).condition());
        assertEquals(ErrorCondition.PATH_NOT_FOUND,
                assertThrows(EngineException.class, () -> detect(folder.resolve("nowhere.csv"))).condition());
        Path orc = Files.writeString(folder.resolve("a.orc"), "ORC");
        assertEquals(ErrorCondition.UNSUPPORTED_FILE_FEATURE, assertThrows(EngineException.class, () -> detect(orc)).condition());
    }

    private static SourceSpec detect(Path file) {
        return new FileFormats().detect(file.toString(), Config.EMPTY);
    }
}
