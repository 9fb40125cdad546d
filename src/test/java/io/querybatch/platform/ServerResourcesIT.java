package io.querybatch.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.testing.Api;
import io.querybatch.testing.Batches;
import io.querybatch.testing.OtherServer;
import io.querybatch.testing.Processes;
import io.querybatch.testing.Project;
import io.querybatch.testing.ServerKind;
import io.querybatch.testing.ServerUnderTest;
import io.querybatch.testing.TestStore;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The data source, the executor and the threads of {@code server-config/<server>/resources}, instead of our own. */
@Tag("postgresql")
@Tag("redeploy")
class ServerResourcesIT {

    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final String TWO_QUERIES = """
            {"queries":[{"ds_id":"FLIGHTS","ds_accounts":["ATL"],"start_date":"2001-04-01","end_date":"2001-04-02",
                         "fields":"date,flights"},
                        {"ds_id":"FLIGHTS","ds_accounts":["ORD"],"start_date":"2001-04-01","end_date":"2001-04-02",
                         "fields":"date,flights"}]}""";

    @Test
    void aServerRunsBatchesWithItsOwnConnectionsAndThreads() throws IOException {
        Path home = Files.createTempDirectory(
                Files.createDirectories(Project.target().resolve("it")), "resources");
        Path key = Files.writeString(
                home.resolve("key.pem"), ServerUnderTest.tokens().publicKeyPem());
        String jvm = String.join(
                " ",
                "-Xmx768m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Dquerybatch.home=" + home,
                "-Dquerybatch.catalog=" + Project.catalog(),
                "-Dmp.jwt.verify.publickey.location=" + key.toUri(),
                ServerKind.options());
        Path log = home.resolve("server.log");
        TestStore store = TestStore.freshPostgresql();
        try (OtherServer server = OtherServer.start(ServerUnderTest.war("ROOT.war"), jvm, log, store)) {
            Api api = new Api(
                    server.address(),
                    ServerUnderTest.tokens().token().tenant("acme").sign());
            String batch = Batches.submit(api, TWO_QUERIES);
            JsonObject ended = Batches.awaitEnd(api, batch, LONGEST);
            assertThat(ended.getJsonObject("progress").getInt("success")).isEqualTo(2);
            assertThat(store.connections()).doesNotContain("querybatch").isNotEmpty();
            assertThat(Processes.jcmd(server.pid(), "Thread.print"))
                    .contains("\"querybatch-")
                    .doesNotContain("\"querybatch-queries-");
        }
    }
}
