package io.querybatch.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.testing.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What the documentation gives to receivers is what the tests verify calls with. */
class WebhookDocumentTest {

    private static String between(String text, String begin, String end) {
        int from = text.indexOf(begin) + begin.length();
        return text.substring(from, text.indexOf(end, from));
    }

    private static String read(String file) throws IOException {
        return Files.readString(Path.of(Project.base().toString(), file));
    }

    @Test
    void theVerifierIsTheOneOfTheTests() throws IOException {
        String tested = between(
                read("src/test/java/io/querybatch/webhooks/WebhookVerifier.java"), "    // begin\n", "    // end\n");
        String given = between(read("docs/webhooks.md"), "```java\n", "```");
        assertThat(given.strip()).isEqualTo(tested.stripTrailing().stripIndent());
        assertThat(given).contains("HmacSHA256");
    }
}
