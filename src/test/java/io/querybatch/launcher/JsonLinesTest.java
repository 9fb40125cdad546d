package io.querybatch.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One line for each event, and one event for each line, whatever is in it. */
public class JsonLinesTest {

    /** The formatter, for tests of who writes to it. */
    public static Formatter formatter() {
        return new JsonLines();
    }

    private static LogRecord line(String message) {
        LogRecord line = new LogRecord(Level.WARNING, message);
        line.setLoggerName("io.querybatch.Test");
        line.setInstant(Instant.parse("2026-01-31T09:08:07.006Z"));
        return line;
    }

    private static JsonObject json(LogRecord line) {
        String written = new JsonLines().format(line);
        assertThat(written).endsWith("\n");
        assertThat(written.stripTrailing().lines()).hasSize(1);
        try (JsonReader reader = Json.createReader(new StringReader(written))) {
            return reader.readObject();
        }
    }

    @Test
    void hasTimeLevelLoggerAndMessageAndNoMore() {
        assertThat(new JsonLines().format(line("all is well")))
                .isEqualTo("{\"time\":\"2026-01-31T09:08:07.006Z\",\"level\":\"WARNING\","
                        + "\"logger\":\"io.querybatch.Test\",\"message\":\"all is well\"}\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"two\nlines", "tab\tand \r return", "\"quoted\" \\ back", "\u001b[31mred", "\u2028", "\u202egnal", "\u0000", "grüße 🐦"})
    void aMessageComesBackAsItWas(String message) {
        assertThat(json(line(message)).getString("message")).isEqualTo(message);
    }

    @Test
    void nothingThatATerminalActsOnIsWrittenAsItIs() {
        assertThat(new JsonLines().format(line("\u001b[2J\u202e\u0085\u007f")))
                .contains("\\u001b[2J\\u202e\\u0085\\u007f")
                .matches("\\p{Print}+\n");
    }

    @Test
    void halfOfACharacterIsEscaped() {
        assertThat(new JsonLines().format(line("a\ud83dz \udc26"))).contains("a\\ud83dz \\udc26");
    }

    @Test
    void whatALineIsAboutIsBesideItsMessageWhateverBracesAreInThat() {
        LogRecord marked = line("{0} of {1}");
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("request_id", "r1");
        fields.put("tenant", "a\"b\nc");
        marked.setParameters(new Object[] {fields});
        JsonObject json = json(marked);
        assertThat(json.getString("message")).isEqualTo("{0} of {1}");
        assertThat(json.getString("request_id")).isEqualTo("r1");
        assertThat(json.getString("tenant")).isEqualTo("a\"b\nc");
    }

    @Test
    void parametersOfOthersAreFilledIn() {
        LogRecord foreign = line("{0} of {1}");
        foreign.setParameters(new Object[] {1, "two"});
        assertThat(json(foreign).getString("message")).isEqualTo("1 of two");
    }

    @Test
    void anExceptionIsOneMemberWithItsCauses() {
        LogRecord line = line("failed");
        line.setThrown(new IllegalStateException("outer", new IllegalArgumentException("inner\nforged")));
        assertThat(json(line).getString("exception"))
                .startsWith("java.lang.IllegalStateException: outer\n")
                .contains("Caused by: java.lang.IllegalArgumentException: inner\nforged")
                .contains("JsonLinesTest.java");
    }

    @Test
    void aLineWithoutMessageIsStillOne() {
        assertThat(json(line(null)).getString("message")).isEmpty();
    }
}
