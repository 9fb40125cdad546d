package io.querybatch.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.testing.Api;
import io.querybatch.testing.Api.Answer;
import io.querybatch.testing.DevTokens;
import io.querybatch.testing.Poll;
import io.querybatch.testing.Project;
import io.querybatch.testing.ServerProcess;
import io.querybatch.testing.TestStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A tenant that asks too much is told so, on whatever node and after a restart, and nobody else is kept. */
@Tag("h2")
class RequestLimitIT {

    private static final Duration AN_HOUR_ENDS = Duration.ofMinutes(3);
    private static final int PER_HOUR = 20;
    private static final int OF_ADDRESS = 60;

    private final Map<String, String> store = TestStore.fresh().environment();
    private Path home;

    private ServerProcess start() {
        return ServerProcess.in(home)
                .with(store)
                .with("QUERYBATCH_LIMITS_TENANT_REQUESTS_PER_SECOND", "0")
                .with("QUERYBATCH_LIMITS_TENANT_REQUESTS_PER_HOUR", String.valueOf(PER_HOUR))
                .with("QUERYBATCH_LIMITS_ADDRESS_REQUESTS_PER_SECOND", "1000")
                .with("QUERYBATCH_LIMITS_ADDRESS_REQUESTS_PER_HOUR", String.valueOf(OF_ADDRESS))
                .start();
    }

    private Api caller(ServerProcess server, String tenant) {
        return new Api(server.url(), DevTokens.token(home, "--tenant", tenant));
    }

    /** The test is shorter than that. */
    private static boolean theHourIsLong() {
        Instant now = Instant.now();
        return now.plus(AN_HOUR_ENDS).truncatedTo(ChronoUnit.HOURS).equals(now.truncatedTo(ChronoUnit.HOURS));
    }

    @Test
    void whoAsksTooMuchIsToldWhenToComeAgain() throws IOException {
        Poll.until(AN_HOUR_ENDS.plusMinutes(1), "a new hour", RequestLimitIT::theHourIsLong);
        home = Files.createTempDirectory(
                Files.createDirectories(Project.target().resolve("it")), "limits");
        try (ServerProcess server = start()) {
            Api acme = caller(server, "acme");
            for (int left = PER_HOUR - 1; left >= 0; left--) {
                Answer answer = acme.get("query/batch");
                assertThat(answer.status()).isEqualTo(200);
                assertThat(answer.header("X-RateLimit-Limit")).isEqualTo(String.valueOf(PER_HOUR));
                assertThat(answer.header("X-RateLimit-Remaining")).isEqualTo(String.valueOf(left));
                assertThat(answer.header("RateLimit")).startsWith("\"hour\";r=" + left + ";t=");
                assertThat(answer.header("RateLimit-Policy")).isEqualTo("\"hour\";q=20;w=3600");
            }
            assertRefused(acme.get("query/batch"), "The tenant has asked more than it may in this time.");
            assertRefused(acme.post("query/batch", "{}"), "The tenant has asked more than it may in this time.");
            assertThat(caller(server, "globex").get("query/batch").header("X-RateLimit-Remaining"))
                    .isEqualTo("19");
            theAddressHasALimit(server);
            // One that is killed takes with it what it has not told yet, that of a second.
            server.terminate();
            assertThat(server.awaitExit(Duration.ofMinutes(1))).isZero();
        }
        try (ServerProcess server = start()) {
            assertLearntOf(caller(server, "acme"));
            assertThat(caller(server, "hooli").get("query/batch").status()).isEqualTo(200);
        }
    }

    /** Another server hears of it from the store, and has let through no more than came before that. */
    private static void assertLearntOf(Api acme) {
        List<Answer> answers = new ArrayList<>();
        assertThat(Poll.within(Duration.ofMinutes(1), Duration.ofMillis(500), () -> {
                    answers.add(acme.get("query/batch"));
                    return answers.get(answers.size() - 1).status() == 429;
                }))
                .isTrue();
        assertThat(answers).hasSizeLessThan(PER_HOUR / 2);
        assertRefused(answers.get(answers.size() - 1), "The tenant has asked more than it may in this time.");
    }

    private void theAddressHasALimit(ServerProcess server) {
        Api nobody = new Api(server.url(), "no token");
        Answer answer = nobody.get("query/batch");
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("X-RateLimit-Limit")).isEqualTo(String.valueOf(OF_ADDRESS));
        Api initech = caller(server, "initech");
        Answer last = initech.get("query/batch");
        for (int i = 0; i < OF_ADDRESS && last.status() != 429; i++) {
            nobody.get("query/batch");
            last = initech.get("query/batch");
        }
        assertRefused(last, "Too many requests come from this address.");
        assertThat(new Api(server.url(), null).get("health/live").status()).isEqualTo(200);
    }

    private static void assertRefused(Answer answer, String why) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(429);
        assertThat(answer.json().getJsonObject("error").getString("code")).isEqualTo("TOO_MANY_REQUESTS");
        assertThat(answer.json().getJsonObject("error").getString("description"))
                .isEqualTo(why);
        assertThat(answer.header("X-RateLimit-Remaining")).isEqualTo("0");
        assertThat(Integer.parseInt(answer.header("Retry-After"))).isBetween(1, 3_600);
        assertThat(answer.header("X-Request-Id")).hasSize(32);
    }
}
