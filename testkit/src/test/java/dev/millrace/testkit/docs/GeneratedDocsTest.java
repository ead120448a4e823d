package dev.millrace.testkit.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Fails when a generated page is not what the code says; {@code -Ddocs.update=true} writes them anew. */
class GeneratedDocsTest {

    @Test
    void pagesAreUpToDate() throws IOException {
        Path folder = Path.of("../docs/generated");
        if (Boolean.getBoolean("docs.update")) {
            GeneratedDocs.main(new String[] {folder.toString()});
        }
        for (Map.Entry<String, String> page : GeneratedDocs.pages().entrySet()) {
            Path file = folder.resolve(page.getKey());
            assertEquals(page.getValue(), Files.exists(file) ? Files.readString(file) : "",
                    () -> file + " is stale; run with -Ddocs.update=true");
        }
    }
}
