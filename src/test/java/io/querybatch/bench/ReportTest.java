package io.querybatch.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {

    @TempDir
    private Path folder;

    private Report report;

    @BeforeEach
    void begin() {
        report = new Report(folder);
        report.begin(new Measurement() {
            @Override
            public String name() {
                return "race";
            }

            @Override
            public String title() {
                return "We & they";
            }

            @Override
            public void measure(Report ignored) {
                throw new UnsupportedOperationException();
            }
        });
        report.figure("loop <by hand>", 50, "queries/s");
    }

    private JsonObject json() throws IOException {
        try (JsonReader reader = Json.createReader(Files.newInputStream(folder.resolve("report.json")))) {
            return reader.readObject().getJsonObject("measurements").getJsonObject("race");
        }
    }

    private String page() throws IOException {
        return Files.readString(folder.resolve("report.html"));
    }

    @Test
    void ratiosAreComparedWithWhatIsWanted() throws IOException {
        report.figure("batch", 500, "queries/s", "loop <by hand>", Target.atLeast(20));
        report.figure("alone", 40, "queries/s", "loop <by hand>", Target.atLeast(0.8));
        report.end();
        assertThat(json().getJsonArray("figures").getJsonObject(1))
                .containsEntry("ratio", Json.createValue(10.0))
                .containsEntry("met", JsonValue.FALSE);
        assertThat(page())
                .contains("1 of 2 targets met", "✗ ≥ 20 ×", "✓ ≥ 0.8 ×")
                // The longest bar ends where 20 times the loop would be.
                .contains("style=\"width:50.00%\"", "style=\"left:100.00%\"");
    }

    @Test
    void valuesWithoutABaselineAreComparedThemselves() throws IOException {
        report.figure("p99", 49.9, "ms", Target.atMost(1_000));
        report.end();
        assertThat(page()).contains("1 of 1 targets met", "✓ ≤ 1000</span>");
    }

    @Test
    void aMeasurementThatFailsIsNamedWithTheFiguresItHad() throws IOException {
        report.failed(new IllegalStateException("no <answer>\nwith its log"));
        assertThat(json().getString("failure")).endsWith("no <answer>");
        assertThat(page()).contains("no &lt;answer&gt;", "loop &lt;by hand&gt;", "We &amp; they");
    }

    @Test
    void thePageAsksNobodyForAnything() throws IOException {
        report.end();
        assertThat(page()).contains("prefers-color-scheme: dark").doesNotContain("http", "src=", "@import", "url(");
    }

    @Test
    void whatIsComparedMustBeThereAndOfTheSameKind() {
        assertThatThrownBy(() -> report.figure("x", 1, "ms", "loop <by hand>"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> report.figure("loop <by hand>", 1, "queries/s"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
