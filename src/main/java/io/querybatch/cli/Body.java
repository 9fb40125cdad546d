package io.querybatch.cli;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** What is to be sent, from a file or from standard input. */
final class Body {

    private Body() {}

    /** The bytes as they are; {@code -} is standard input. */
    static byte[] read(String file, Surroundings world) {
        try {
            return file.equals("-") ? world.in().readAllBytes() : Files.readAllBytes(Path.of(file));
        } catch (NoSuchFileException e) {
            throw new UsageException("there is no file " + file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same as JSON, to stand in other JSON. */
    static JsonObject readObject(String file, Surroundings world) {
        try (JsonReader reader = Json.createReader(new ByteArrayInputStream(read(file, world)))) {
            return reader.readObject();
        } catch (JsonException e) {
            throw new UsageException(file + " has no JSON object");
        }
    }
}
