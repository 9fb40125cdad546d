package io.querybatch.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

/** For people; and nobody who is logged can write a line of his own. */
class TextLinesTest {

    private static LogRecord line(String message) {
        LogRecord line = new LogRecord(Level.INFO, message);
        line.setLoggerName("io.querybatch.Test");
        line.setInstant(Instant.parse("2026-01-31T09:08:07.006Z"));
        return line;
    }

    private static List<String> lines(LogRecord line) {
        return new TextLines().format(line).lines().toList();
    }

    @Test
    void saysWhenHowBadWhoAndWhat() {
        assertThat(new TextLines().format(line("all is well")))
                .matches("2026-01-3\\dT\\d\\d:\\d\\d:07\\.006[+-]\\d{4} INFO io\\.querybatch\\.Test: all is well\n");
    }

    @Test
    void controlCharactersAreEscaped() {
        assertThat(lines(line("a\r\n2026-01-31 SEVERE forged \u001b[2J\u202e")))
                .singleElement()
                .asString()
                .endsWith(": a\\u000d\\n2026-01-31 SEVERE forged \\u001b[2J\\u202e");
    }

    @Test
    void whatALineIsAboutStandsInFrontAndCannotForgeAnything() {
        LogRecord line = line("{0}");
        line.setParameters(new Object[] {Map.of("tenant", "a] \"b\nc")});
        assertThat(lines(line)).singleElement().asString().endsWith(": [tenant=\"a] \\\"b\\nc\"] {0}");
    }

    @Test
    void everyLineOfAnExceptionBeginsWithATab() {
        LogRecord line = line("failed");
        line.setThrown(new IllegalStateException("first\n2026-01-31 SEVERE forged", new RuntimeException("\u001b")));
        List<String> lines = lines(line);
        assertThat(lines.get(0)).endsWith(": failed");
        assertThat(lines.subList(1, lines.size()))
                .allMatch(each -> each.startsWith("\t"))
                .contains("\t2026-01-31 SEVERE forged", "\tCaused by: java.lang.RuntimeException: \\u001b");
    }
}
