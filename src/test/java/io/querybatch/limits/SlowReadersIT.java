package io.querybatch.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.testing.Api;
import io.querybatch.testing.Api.Answer;
import io.querybatch.testing.Batches;
import io.querybatch.testing.DevTokens;
import io.querybatch.testing.Poll;
import io.querybatch.testing.Project;
import io.querybatch.testing.RawHttp;
import io.querybatch.testing.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Half of all connections read a large result as slowly as can be, the others ask for little and read it at once.
 * {@code -Dload.connections=2000 -Dload.seconds=300} for more of them and longer. Linux only: it counts the server's files.
 */
@Tag("h2")
class SlowReadersIT {

    private static final int HALF = Integer.getInteger("load.connections", 200) / 2;
    private static final Duration DURATION = Duration.ofSeconds(Integer.getInteger("load.seconds", 20));
    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final Duration ROUND = Duration.ofSeconds(1);

    /** Served at a time, of a tenant. */
    private static final int AT_ONCE = 32;

    /** Several megabytes: far more than sockets hold. */
    private static final String LARGE = """
            {"queries":[{"ds_id":"FLIGHTS","ds_accounts":"list.all_accounts","start_date":"2001-01-01","end_date":"2001-06-30",
              "fields":"date,year_month,month,week,day_of_week,origin,airport,city,state,flights,miles,delayed,delay_minutes"}]}""";

    private ServerProcess server;

    /** Those who ask for little, each on a connection that he keeps. */
    private static final class Visitors implements AutoCloseable {

        private final RawHttp http;
        private final String request;
        private final List<RawHttp.Connection> connections = new ArrayList<>();
        private final Map<Integer, Integer> statuses = new TreeMap<>();
        private int next;

        Visitors(RawHttp http, String request) {
            this.http = http;
            this.request = request;
            IntStream.range(0, HALF).forEach(i -> connections.add(http.connect()));
        }

        /** The next one asks. Who has been silent for so long that the server has ended his connection makes another one. */
        void ask() {
            RawHttp.Answer answer = connections.get(next).send(request);
            if (answer.status() == 0) {
                connections.get(next).close();
                connections.set(next, http.connect());
                answer = connections.get(next).send(request);
            }
            statuses.merge(answer.status(), 1, Integer::sum);
            next = (next + 1) % connections.size();
        }

        @Override
        public void close() {
            connections.forEach(RawHttp.Connection::close);
        }
    }

    @Test
    void whoReadsSlowlyKeepsNobodyElseAndLeavesNothingBehind() throws IOException {
        Path home = Files.createTempDirectory(
                Files.createDirectories(Project.target().resolve("it")), "slow");
        try (ServerProcess started = ServerProcess.in(home).start()) {
            server = started;
            Api slow = new Api(server.url(), DevTokens.token(home, "--tenant", "slow"));
            String result = "query/results?schedule_id=" + largeResult(slow);
            Answer large = slow.get(result);
            assertThat(large.body()).hasSizeGreaterThan(4_000_000);
            String polite = request("query/batch?limit=10", DevTokens.token(home, "--tenant", "polite"));
            RawHttp http = new RawHttp(server.url());
            IntStream.range(0, 200).forEach(i -> http.send(polite));
            long heap = server.heapInUse();
            long files = files();

            try (Visitors visitors = new Visitors(http, polite);
                    SlowReaders readers =
                            new SlowReaders(server.url(), request(result, DevTokens.token(home, "--tenant", "slow")))) {
                load(visitors, readers);
                assertThat(visitors.statuses).containsOnlyKeys(200);
                assertThat(readers.answers()).containsOnlyKeys("200", "429");
                assertThat(readers.answers().get("200")).isGreaterThanOrEqualTo(AT_ONCE);
            }

            Answer again = Poll.get(LONGEST, "a place is free", () -> served(slow, result));
            assertThat(again.json().get("data")).isEqualTo(large.json().get("data"));
            Poll.until(LONGEST, "their connections are gone", () -> files() <= files + 20);
            assertThat(server.heapInUse()).isLessThan(heap * 3 / 2);
        }
    }

    /** Id of a query that has succeeded. */
    private static String largeResult(Api api) {
        String batch = Batches.submit(api, LARGE);
        Batches.awaitEnd(api, batch, LONGEST);
        return Batches.queries(api, batch).get(0).getString("schedule_id");
    }

    /** Null as long as there is no place. */
    private static Answer served(Api api, String path) {
        Answer answer = api.get(path);
        return answer.status() == 429 ? null : answer;
    }

    private String request(String path, String token) {
        return "GET /" + path + " HTTP/1.1\r\nHost: " + new RawHttp(server.url()).authority()
                + "\r\nAuthorization: Bearer " + token + "\r\n\r\n";
    }

    /** Slow ones come as fast as they can; in each second a fiftieth of the others asks, one after another. */
    private static void load(Visitors visitors, SlowReaders readers) {
        for (int i = 0; i < HALF; i++) {
            readers.add();
            if (i % 50 == 0) {
                readers.sip();
                visitors.ask();
            }
        }
        long end = System.nanoTime() + DURATION.toNanos();
        long[] round = {System.nanoTime()};
        while (round[0] < end) {
            IntStream.range(0, Math.max(10, HALF / 50)).forEach(i -> visitors.ask());
            readers.sip();
            long next = Math.max(System.nanoTime(), round[0] + ROUND.toNanos());
            Poll.until(ROUND.plusSeconds(1), "the next round", () -> System.nanoTime() >= next);
            round[0] = next;
        }
    }

    private long files() {
        try (Stream<Path> files = Files.list(Path.of("/proc", String.valueOf(server.pid()), "fd"))) {
            return files.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
