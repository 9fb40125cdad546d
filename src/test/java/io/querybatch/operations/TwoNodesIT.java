package io.querybatch.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.testing.Api;
import io.querybatch.testing.DevTokens;
import io.querybatch.testing.Poll;
import io.querybatch.testing.Project;
import io.querybatch.testing.ServerProcess;
import io.querybatch.testing.TestStore;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two nodes know of each other; what only one of them knows it says of itself; and one that dies is missed. */
@Tag("postgresql")
class TwoNodesIT {

    private static final Duration LONGEST = Duration.ofMinutes(2);

    @Test
    void eachSpeaksForItselfAndOneThatDiesFallsSilentAndIsGone() throws IOException {
        Path folder = Files.createTempDirectory(
                Files.createDirectories(Project.target().resolve("it")), "two-nodes");
        Map<String, String> store = TestStore.fresh().environment();
        try (ServerProcess first = start(folder.resolve("first"), store, 4);
                ServerProcess second = start(folder.resolve("second"), store, 8)) {
            JsonObject one = overview(first);
            JsonObject other = overview(second);
            assertThat(ids(one)).hasSize(2).isEqualTo(ids(other));
            assertThat(answering(one)).isEqualTo(one.getJsonObject("node").getString("id"));
            assertThat(answering(other)).isEqualTo(other.getJsonObject("node").getString("id"));
            assertThat(answering(one)).isNotEqualTo(answering(other));
            assertThat(workers(one)).isEqualTo(4);
            assertThat(workers(other)).isEqualTo(8);
            second.kill();
            Poll.until(
                    LONGEST,
                    "its silence is seen",
                    () -> nodes(overview(first)).stream()
                            .anyMatch(node -> node.getString("state").equals("silent")
                                    && node.getString("id").equals(answering(other))));
            Poll.until(
                    LONGEST, "it is taken for dead", () -> ids(overview(first)).equals(List.of(answering(one))));
        }
    }

    private static ServerProcess start(Path home, Map<String, String> store, int workers) {
        return ServerProcess.in(home)
                .with(store)
                .with("QUERYBATCH_WORKERS", String.valueOf(workers))
                .start();
    }

    private static JsonObject overview(ServerProcess server) {
        return new Api(server.url(), DevTokens.token(server.home(), "--scope", "ds_admin"))
                .get("admin/overview")
                .data();
    }

    private static List<JsonObject> nodes(JsonObject overview) {
        return overview.getJsonArray("nodes").getValuesAs(JsonObject.class);
    }

    private static List<String> ids(JsonObject overview) {
        return nodes(overview).stream().map(node -> node.getString("id")).toList();
    }

    private static String answering(JsonObject overview) {
        return nodes(overview).stream()
                .filter(node -> node.getBoolean("answering"))
                .map(node -> node.getString("id"))
                .findFirst()
                .orElseThrow();
    }

    private static int workers(JsonObject overview) {
        return overview.getJsonObject("node").getJsonObject("workers").getInt("all");
    }
}
