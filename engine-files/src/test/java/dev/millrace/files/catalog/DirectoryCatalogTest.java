package dev.millrace.files.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.spi.CatalogEntry;
import dev.millrace.spi.CatalogEntry.TableEntry;
import dev.millrace.spi.CatalogEntry.ViewEntry;
import dev.millrace.types.TypeParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryCatalogTest {

    @TempDir
    private Path folder;

    private DirectoryCatalog catalog() {
        return new DirectoryCatalog(folder.resolve("warehouse").toString());
    }

    private TableEntry table(String name) {
        return new TableEntry("default", name, TypeParser.schema("`a b` DECIMAL(10,2) NOT NULL, s STRUCT<x: ARRAY<INT>>, year INT"), "csv",
                Map.of("header", "true", "sep", "\t"), List.of("year"), catalog().newLocation("default", name), false,
                Optional.of("it's \"quoted\""), 17);
    }

    @Test
    void entriesSurviveAsTheyWere() {
        TableEntry table = table("weird/../näme");
        ViewEntry view = new ViewEntry("default", "v", TypeParser.schema("a INT"), List.of("a"), "SELECT 1\n-- ü", "other",
                Optional.empty(), 18);
        assertTrue(catalog().create(table));
        assertTrue(catalog().create(view));
        assertEquals(Optional.of(table), catalog().find("default", table.name()));
        assertEquals(List.of(view, table), catalog().entries("default"));
        assertFalse(catalog().create(table));
        assertTrue(catalog().remove("default", "v"));
        assertFalse(catalog().remove("default", "v"));
        assertNotEquals(catalog().newLocation("default", "t"), catalog().newLocation("default", "t"));
    }

    @Test
    void nothingIsMadeByLooking() {
        assertEquals(List.of("default"), catalog().databases().stream().map(CatalogEntry.DatabaseEntry::name).toList());
        assertEquals(List.of(), catalog().entries("default"));
        assertEquals(Optional.empty(), catalog().database("other"));
        assertFalse(Files.exists(folder.resolve("warehouse")));
    }

    @Test
    void oneOfManyCreatesATable() throws Exception {
        int writers = 8;
        try (ExecutorService threads = Executors.newFixedThreadPool(writers)) {
            List<Future<Boolean>> created =
                    threads.invokeAll(Collections.nCopies(writers, (Callable<Boolean>) () -> catalog().create(table("t"))));
            int winners = 0;
            for (Future<Boolean> one : created) {
                winners += one.get() ? 1 : 0;
            }
            assertEquals(1, winners);
        }
        try (var files = Files.list(folder.resolve("warehouse/default"))) {
            assertEquals(List.of("t.table.json"), files.map(file -> file.getFileName().toString()).toList());
        }
    }

    @Test
    void databasesAreFolders() {
        assertTrue(catalog().createDatabase("sales", Optional.empty(), Optional.of("of 2020")));
        assertFalse(catalog().createDatabase("sales", Optional.empty(), Optional.empty()));
        assertEquals("of 2020", catalog().database("sales").orElseThrow().comment().orElseThrow());
        TableEntry table = table("t");
        catalog().create(new TableEntry("sales", "t", table.schema(), "csv", Map.of(), List.of(), "/x", true, Optional.empty(), 1));
        assertEquals(ErrorCondition.SCHEMA_NOT_EMPTY,
                assertThrows(EngineException.class, () -> catalog().dropDatabase("sales")).condition());
        catalog().remove("sales", "t");
        catalog().dropDatabase("sales");
        assertEquals(Optional.empty(), catalog().database("sales"));
    }

    @Test
    void aDamagedEntryIsAnErrorThatNamesItsFile() throws IOException {
        catalog().create(table("t"));
        Path file = folder.resolve("warehouse/default/t.table.json");
        for (String damaged : List.of("", "{", "[]", "{\"version\":1}", "{\"version\":2,\"kind\":\"table\"}",
                "{\"version\":1,\"kind\":\"view\",\"columns\":[{\"name\":\"a\",\"type\":\"NOPE\",\"nullable\":true}],\"created\":1}")) {
            Files.writeString(file, damaged);
            EngineException failure = assertThrows(EngineException.class, () -> catalog().find("default", "t"), damaged);
            assertEquals(ErrorCondition.CANNOT_READ_FILE, failure.condition(), damaged);
            assertTrue(failure.getMessage().contains(file.toString()), failure.getMessage());
        }
    }
}
