package io.querybatch.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.testing.Api;
import io.querybatch.testing.Batches;
import io.querybatch.testing.Poll;
import io.querybatch.testing.ServerUnderTest;
import io.querybatch.testing.TestStore;
import java.net.URL;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The database ends all connections, as it does when it is restarted: servers must not hand out dead ones for ever. */
@Tag("postgresql")
@ExtendWith(ArquillianExtension.class)
class ConnectionLossIT {

    private static final Duration LONGEST = Duration.ofMinutes(1);
    /** Fewer than a tenant may have at once. */
    private static final int REQUESTS = 24;

    private static final String BATCH = """
        {"queries":[{"ds_id":"FLIGHTS","ds_accounts":"ORD","start_date":"2001-05-01","end_date":"2001-05-01",
          "fields":"date,flights"}]}\
        """;

    @ArquillianResource
    private URL url;

    @Deployment(testable = false)
    static WebArchive war() {
        return ServerUnderTest.war();
    }

    @Test
    void isOverBeforeLong() {
        Api api = ServerUnderTest.api(url, ServerUnderTest.newTenant());
        assertThat(answered(api)).isEqualTo(REQUESTS);
        assertThat(TestStore.endConnections()).isPositive();
        Poll.until(LONGEST, "every request is answered again", () -> answered(api) == REQUESTS);
        String batch = Batches.submit(api, BATCH);
        assertThat(Batches.awaitEnd(api, batch, LONGEST).getString("outcome")).isEqualTo("completed");
    }

    /** How many of many at once, which no single connection could serve. */
    private static long answered(Api api) {
        return IntStream.range(0, REQUESTS)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> api.get("query/batch").status()))
                .toList()
                .stream()
                .filter(status -> status.join() == 200)
                .count();
    }
}
