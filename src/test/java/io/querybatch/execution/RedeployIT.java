package io.querybatch.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.testing.Api;
import io.querybatch.testing.Batches;
import io.querybatch.testing.OtherServer;
import io.querybatch.testing.OtherWork;
import io.querybatch.testing.Processes;
import io.querybatch.testing.Project;
import io.querybatch.testing.ServerKind;
import io.querybatch.testing.ServerUnderTest;
import io.querybatch.testing.Truth;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Applications come and go on servers that stay, and share one. */
@Tag("h2")
@Tag("redeploy")
class RedeployIT {

    private static final Duration LONGEST = Duration.ofMinutes(3);
    private static final int TIMES = 10;

    /** After so many each thread of a server has had its turn. */
    private static final int SETTLED = 4;

    /** After each. */
    private static final int LOOKS = 3;

    /** An application that is not collected is seven times as much. */
    private static final long KILOBYTES_OF_THE_SERVER = 1_000;

    /** Written by DuckDB, in a way of its own. */
    private static final String PARQUET = """
            {"query_output_format":"parquet",
             "queries":[{"ds_id":"FLIGHTS","ds_accounts":["ATL"],"start_date":"2001-04-01","end_date":"2001-04-01",
                         "fields":"%s"}]}""".formatted(Truth.FIELDS);

    private Path home;
    private Path log;

    @BeforeEach
    void aHome() throws IOException {
        home = Files.createTempDirectory(
                Files.createDirectories(Project.target().resolve("it")), "redeploy");
        log = home.resolve("server.log");
    }

    /** The WAR with a home of its own, which two applications on one server must have. */
    private WebArchive application(String name) throws IOException {
        String path = "WEB-INF/classes/META-INF/microprofile-config.properties";
        WebArchive war = ServerUnderTest.war(name);
        String settings =
                Files.readString(Project.base().resolve("src/main/resources/META-INF/microprofile-config.properties"));
        Path own = Files.createDirectories(home.resolve(name));
        return war.add(new StringAsset(settings + "\nquerybatch.home=" + own + "\n"), path);
    }

    private OtherServer start(WebArchive war) throws IOException {
        Path key = Files.writeString(
                home.resolve("key.pem"), ServerUnderTest.tokens().publicKeyPem());
        String jvm = String.join(
                " ",
                "-Xmx768m -XX:+UseSerialGC -XX:TieredStopAtLevel=1",
                "-Dquerybatch.catalog=" + Project.catalog(),
                "-Dmp.jwt.verify.publickey.location=" + key.toUri(),
                ServerKind.options());
        return OtherServer.start(war, jvm, log);
    }

    private static Api api(OtherServer server, String root) {
        return new Api(
                server.address().resolve(root),
                ServerUnderTest.tokens().token().tenant("acme").sign());
    }

    /** What an undeployment cuts short goes on with the next deployment. */
    @Test
    void tenRedeploymentsLeaveNothingBehind() throws IOException {
        WebArchive war = application("ROOT.war");
        WebArchive other = OtherWork.war("other.war");
        List<Long> heaps = new ArrayList<>();
        List<Long> copies = new ArrayList<>();
        try (OtherServer server = start(war)) {
            server.deploy(other);
            for (int time = 1; time <= TIMES; time++) {
                Api api = api(server, "");
                String batch = Batches.submit(api, CrashIT.BODY);
                CrashIT.awaitSuccesses(api, batch, 1);
                server.undeploy(war);
                OtherWork.forAllThreads(server.address().resolve("other"));
                heaps.add(Processes.heapInUse(server.pid()));
                copies.add(copiesThatStay(server));
                server.deploy(war);
                JsonObject ended = Batches.awaitEnd(api, batch, LONGEST);
                assertThat(ended.getString("outcome")).isEqualTo("completed");
                assertThat(ended.getJsonObject("progress").getInt("success")).isEqualTo(CrashIT.QUERIES);
                assertThat(firstResult(api, Batches.submit(api, PARQUET))).startsWith("PAR1");
            }
        }
        // Some are the server's to keep, in threads of its own (docs/servers.md); it must not become more.
        assertThat(Collections.max(copies)).as("copies after each: %s", copies).isEqualTo(mostAtFirst(copies));
        assertThat(heaps.get(TIMES - 1))
                .as("kilobytes after each: %s", heaps)
                .isLessThan(mostAtFirst(heaps) + (TIMES - 1 - SETTLED) * KILOBYTES_OF_THE_SERVER);
    }

    private static long mostAtFirst(List<Long> numbers) {
        return Collections.max(numbers.subList(0, SETTLED + 1));
    }

    private static String firstResult(Api api, String batch) {
        Batches.awaitEnd(api, batch, LONGEST);
        JsonObject query = Batches.queries(api, batch).get(0);
        return api.get(query.getJsonObject("result_info").getString("results_url"))
                .body();
    }

    /** A thread that was busy elsewhere may not have had the other work, and holds its last request until it has: a leak stays. */
    private static long copiesThatStay(OtherServer server) throws IOException {
        long least = copiesOfTheApplication(server);
        for (int look = 1; look < LOOKS; look++) {
            OtherWork.forAllThreads(server.address().resolve("other"));
            Processes.heapInUse(server.pid());
            least = Math.min(least, copiesOfTheApplication(server));
        }
        return least;
    }

    /** Each has loaded its own. */
    private static long copiesOfTheApplication(OtherServer server) {
        return Processes.jcmd(server.pid(), "VM.class_hierarchy io.querybatch.query.BatchId")
                .lines()
                .filter(line -> line.contains("io.querybatch.query.BatchId/"))
                .count();
    }

    @Test
    void twoOfThemLiveSideBySide() throws IOException {
        WebArchive reports = application("reports.war");
        WebArchive figures = application("figures.war");
        try (OtherServer server = start(reports)) {
            server.deploy(figures);
            Api one = api(server, "reports/");
            Api other = api(server, "figures/");
            String batch = Batches.submit(one, CrashIT.BODY);
            String second = Batches.submit(other, CrashIT.BODY);
            Batches.awaitEnd(one, batch, LONGEST);
            CrashIT.assertEveryResultIsTheTruth(one, batch);
            assertThat(other.get(batch).status()).isEqualTo(404);
            server.undeploy(reports);
            Batches.awaitEnd(other, second, LONGEST);
            CrashIT.assertEveryResultIsTheTruth(other, second);
        }
    }
}
