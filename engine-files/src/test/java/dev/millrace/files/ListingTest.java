package dev.millrace.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.expr.Compare;
import dev.millrace.expr.Expr;
import dev.millrace.expr.InputRef;
import dev.millrace.expr.Literal;
import dev.millrace.spi.Split;
import dev.millrace.spi.Table;
import dev.millrace.types.DataType;
import dev.millrace.types.TypeParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which files paths, folders and globs mean, and what partition folders say. */
final class ListingTest {

    @TempDir
    Path folder;

    private void make(String... names) throws IOException {
        for (String name : names) {
            Path path = folder.resolve(name);
            Files.createDirectories(path.getParent());
            Files.writeString(path, path.getFileName() + "\n");
        }
    }

    private Table open(Map<String, String> options, String... paths) {
        return TestFiles.open("text", Arrays.stream(paths).map(path -> folder + "/" + path).toList(), options, Optional.empty());
    }

    private List<String> found(Map<String, String> options, String... paths) {
        return open(options, paths).splits(List.of(), 1000).stream().map(split -> folder.relativize(Path.of(split.path())).toString())
                .toList();
    }

    private List<String> found(String... paths) {
        return found(Map.of(), paths);
    }

    @Test
    void foldersFilesAndLists() throws IOException {
        make("b.txt", "a.txt", "_SUCCESS", ".a.txt.crc", "_temporary-1/x.txt", "sub/c.txt", "sub/deep/d.txt");

        assertEquals(List.of("a.txt", "b.txt"), found(""));
        assertEquals(List.of("sub/c.txt", "a.txt"), found("sub", "a.txt"));
        assertEquals(List.of("a.txt", "a.txt"), found("a.txt", "./sub/../a.txt"));
        assertEquals(List.of("_SUCCESS"), found("_SUCCESS"));
        assertEquals(List.of("a.txt", "b.txt", "sub/c.txt", "sub/deep/d.txt"), found(TestFiles.options("recursiveFileLookup", "true"), ""));
        assertEquals(List.of("b.txt"), found(TestFiles.options("pathGlobFilter", "b*"), ""));
        assertEquals(List.of("a.txt"),
                TestFiles.open("text", List.of("file://" + folder + "/a.txt"), Map.of(), Optional.empty()).splits(List.of(), 10).stream()
                        .map(split -> Path.of(split.path()).getFileName().toString()).toList());
    }

    @Test
    void globs() throws IOException {
        make("a1.txt", "a2.txt", "b1.csv", "x/a3.txt", "x/y/a4.txt", "_a5.txt", "z[1].txt");

        assertEquals(List.of("a1.txt", "a2.txt"), found("a*.txt"));
        assertEquals(List.of("a1.txt", "b1.csv"), found("[ab]1.*"));
        assertEquals(List.of("a2.txt"), found("[!bz]2.???"));
        assertEquals(List.of("a2.txt", "b1.csv", "x/y/a4.txt"), found("{a2.txt,b{0,1}.csv,x/y}"));
        assertEquals(List.of("a1.txt", "a2.txt", "x/a3.txt", "x/y/a4.txt"), found("**/a*"));
        assertEquals(List.of("x/a3.txt"), found("?/*.txt"));
        assertEquals(List.of("_a5.txt"), found("_a*"));
        assertEquals(List.of("z[1].txt"), found("z[1].txt"));
    }

    @Test
    void whatIsNotThere() throws IOException {
        make("a.txt");
        for (String path : List.of("nope", "nope/*.txt", "a*.csv", "{b,c}.txt", "a.txt/b")) {
            assertEquals(ErrorCondition.PATH_NOT_FOUND, assertThrows(EngineException.class, () -> found(path)).condition(), path);
        }
        assertEquals(ErrorCondition.PATH_NOT_FOUND, assertThrows(EngineException.class, () -> found()).condition());
        EngineException remote =
                assertThrows(EngineException.class, () -> TestFiles.open("text", List.of("s3://bucket/x"), Map.of(), Optional.empty()));
        assertEquals(ErrorCondition.UNSUPPORTED_FEATURE, remote.condition());
    }

    @Test
    void foldersThatContainEachOtherEnd() throws IOException {
        make("p=1/a.txt");
        Files.createSymbolicLink(folder.resolve("p=1/q=2"), folder);
        assertThrows(EngineException.class, () -> found(""));
        assertThrows(EngineException.class, () -> found(TestFiles.options("recursiveFileLookup", "true"), ""));
    }

    @Test
    void partitionFolders() throws IOException {
        make("year=2020/month=01/city=New%20York%3A1/a.txt", "year=2021/month=12/city=__HIVE_DEFAULT_PARTITION__/b.txt",
                "year=2021/_hidden/c.txt");
        Table table = open(Map.of(), "");

        assertEquals(TypeParser.schema("value string, year int, month int, city string"), table.schema());
        assertEquals(List.of(row("a.txt", 2020, 1, "New York:1"), row("b.txt", 2021, 12, null)), TestFiles.rows(table));
        assertEquals(List.of(row(12), row(1)), List.of(TestFiles.rows(table, splits(table).getLast(), List.of(2), 10, -1).getFirst(),
                TestFiles.rows(table, splits(table).getFirst(), List.of(2), 10, -1).getFirst()));
        assertEquals(TypeParser.schema("value string"), open(Map.of(), "year=2020/month=01/city*").schema());
        assertEquals(TypeParser.schema("value string, year int, month int, city string"),
                open(TestFiles.options("basePath", folder.toString()), "year=2020/month=01/*/*.txt").schema());
    }

    private static List<@Nullable Object> row(@Nullable Object... values) {
        return Arrays.asList(values);
    }

    private static List<Split> splits(Table table) {
        return table.splits(List.of(), 1000);
    }

    @Test
    void typesOfPartitionFolders() throws IOException {
        assertEquals(DataType.BIGINT, type("1", "99999999999"));
        assertEquals(DataType.DOUBLE, type("1", "2.5"));
        assertEquals(DataType.DATE, type("2020-01-01", "__HIVE_DEFAULT_PARTITION__"));
        assertEquals(DataType.TIMESTAMP, type("2020-01-01 12%3A00%3A00", "2020-01-01"));
        assertEquals(DataType.STRING, type("1", "x"));
        assertEquals(DataType.STRING, type("__HIVE_DEFAULT_PARTITION__"));
    }

    private DataType type(String... values) throws IOException {
        Path root = Files.createTempDirectory(folder, "types");
        for (String value : values) {
            Files.writeString(Files.createDirectories(root.resolve("p=" + value)).resolve("a.txt"), "x");
        }
        return TestFiles.open("text", root, Map.of(), null).schema().type(1);
    }

    @Test
    void givenTypesOfPartitionFolders() throws IOException {
        make("p=1/a.csv", "p=x/b.csv");
        assertEquals(TypeParser.schema("a string, p string"), TestFiles.open("csv", folder, Map.of(), "p string, a string").schema());
        EngineException failure = assertThrows(EngineException.class, () -> TestFiles.open("csv", folder, Map.of(), "p int, a string"));
        assertEquals(ErrorCondition.FAILED_READ_FILE_TYPE, failure.condition());
        assertTrue(failure.getMessage().contains("'x'"), failure.getMessage());
    }

    @Test
    void partitionFoldersThatDoNotAgree() throws IOException {
        make("p=1/a.txt", "q=1/b.txt");
        assertEquals(ErrorCondition.UNABLE_TO_INFER_SCHEMA, assertThrows(EngineException.class, () -> open(Map.of(), "")).condition());
    }

    @Test
    void filtersLeaveOutPartitions() throws IOException {
        make("p=1/a.txt", "p=2/b.txt", "p=3/c.txt");
        Table table = open(Map.of(), "");
        Expr aboveOne = new Compare(Compare.Op.GT, new InputRef(1, DataType.INT, true, "p"), Literal.of(1));
        Expr belowThree = new Compare(Compare.Op.LT, new InputRef(1, DataType.INT, true, "p"), Literal.of(3));

        List<Split> left = table.splits(List.of(aboveOne, belowThree), 1000);
        assertEquals(List.of("b.txt"), left.stream().map(split -> Path.of(split.path()).getFileName().toString()).toList());
    }
}
