package dev.millrace.files.catalog;

import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.spi.CatalogEntry;
import dev.millrace.spi.CatalogEntry.DatabaseEntry;
import dev.millrace.spi.CatalogEntry.TableEntry;
import dev.millrace.spi.CatalogEntry.ViewEntry;
import dev.millrace.types.Field;
import dev.millrace.types.Schema;
import dev.millrace.types.TypeParser;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Entries as JSON objects. Version 1 has {@code kind} ({@code table}, {@code view}), {@code columns} (name, type as DDL, nullable) and the
 * fields of the entry; a location within the database's folder is relative to it, so that a warehouse may be moved.
 */
final class EntryJson {

    private static final long VERSION = 1;

    private EntryJson() {}

    static byte[] bytes(CatalogEntry entry, Path folder) {
        return written(json -> {
            switch (entry) {
                case TableEntry table -> {
                    json.writeStringProperty("kind", "table");
                    json.writeStringProperty("format", table.format());
                    json.writeObjectPropertyStart("options");
                    new TreeMap<>(table.options()).forEach(json::writeStringProperty);
                    json.writeEndObject();
                    texts(json, "partitionColumns", table.partitionColumns());
                    Path location = Path.of(table.location());
                    json.writeStringProperty("location",
                            location.startsWith(folder) ? folder.relativize(location).toString() : location.toString());
                    json.writeBooleanProperty("external", table.external());
                }
                case ViewEntry view -> {
                    json.writeStringProperty("kind", "view");
                    json.writeStringProperty("text", view.text());
                    json.writeStringProperty("currentDatabase", view.currentDatabase());
                    texts(json, "names", view.columns());
                }
            }
            json.writeArrayPropertyStart("columns");
            for (Field field : entry.schema().fields()) {
                json.writeStartObject();
                json.writeStringProperty("name", field.name());
                json.writeStringProperty("type", field.type().sql());
                json.writeBooleanProperty("nullable", field.nullable());
                json.writeEndObject();
            }
            json.writeEndArray();
            entry.comment().ifPresent(comment -> json.writeStringProperty("comment", comment));
            json.writeNumberProperty("created", entry.created());
        });
    }

    static byte[] bytes(Optional<String> location, Optional<String> comment) {
        return written(json -> {
            location.ifPresent(path -> json.writeStringProperty("location", path));
            comment.ifPresent(text -> json.writeStringProperty("comment", text));
        });
    }

    private static byte[] written(Consumer<JsonGenerator> fields) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), bytes)) {
            json.writeStartObject();
            json.writeNumberProperty("version", VERSION);
            fields.accept(json);
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    private static void texts(JsonGenerator json, String name, List<String> texts) {
        json.writeArrayPropertyStart(name);
        texts.forEach(json::writeString);
        json.writeEndArray();
    }

    /** @throws EngineException CANNOT_READ_FILE */
    static CatalogEntry entry(String database, String name, Path folder, Path file, byte[] bytes) {
        try {
            JsonObject json = checked(bytes);
            Schema schema = schema(json);
            Optional<String> comment = json.optionalText("comment");
            long created = json.number("created");
            return switch (json.text("kind")) {
                case "table" -> new TableEntry(database, name, schema, json.text("format"), json.object("options").texts(),
                        json.texts("partitionColumns"), folder.resolve(json.text("location")).toString(), json.flag("external"), comment,
                        created);
                case "view" -> new ViewEntry(database, name, schema, json.texts("names"), json.text("text"),
                        json.text("currentDatabase"), comment, created);
                default -> throw new IllegalArgumentException("the kind " + json.text("kind") + " is unknown");
            };
        } catch (IllegalArgumentException | JacksonException | EngineException e) {
            throw damaged(file, e);
        }
    }

    static DatabaseEntry database(String name, Path folder, Path file, byte[] bytes) {
        try {
            JsonObject json = checked(bytes);
            return new DatabaseEntry(name, json.optionalText("location").orElse(folder.toString()), json.optionalText("comment"));
        } catch (IllegalArgumentException | JacksonException e) {
            throw damaged(file, e);
        }
    }

    private static JsonObject checked(byte[] bytes) {
        JsonObject json = JsonObject.parse(bytes);
        if (json.number("version") != VERSION) {
            throw new IllegalArgumentException("version " + json.number("version") + " was written by another release");
        }
        return json;
    }

    private static Schema schema(JsonObject json) {
        List<Field> fields = new ArrayList<>();
        for (JsonObject column : json.objects("columns")) {
            fields.add(new Field(column.text("name"), TypeParser.type(column.text("type")), column.flag("nullable")));
        }
        return new Schema(fields);
    }

    private static EngineException damaged(Path file, RuntimeException cause) {
        return ErrorCondition.CANNOT_READ_FILE.caused(cause, "file", file, "position", "its beginning", "detail",
                "it is not an entry of a catalog: " + cause.getMessage());
    }
}
