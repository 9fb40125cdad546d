package io.querybatch.batches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.querybatch.batches.SubmittedOnce.Accepted;
import io.querybatch.errors.ErrorCode;
import io.querybatch.errors.ServiceException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Submissions that come again, whatever they make. */
class SubmittedOnceTest {

    private final Map<List<String>, IdempotencyKey.Kept> kept = new HashMap<>();
    private final AtomicInteger attempts = new AtomicInteger();
    private final SubmittedOnce once =
            new SubmittedOnce((tenant, text) -> Optional.ofNullable(kept.get(List.of(tenant, text))));

    private static IdempotencyKey key(String text, String body, String wish) {
        try {
            SubmittedBody submitted =
                    new SubmittedBody(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
            assertThat(new String(submitted.bytes().readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo(body);
            return submitted.key(text, wish);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private Accepted<String> submit(String tenant, IdempotencyKey key) {
        return once.accept(
                tenant,
                key,
                () -> {
                    String id = "thing-" + attempts.incrementAndGet();
                    kept.put(List.of(tenant, key.text()), new IdempotencyKey.Kept(key.bodyHash(), id));
                    return Optional.of(id);
                },
                id -> id);
    }

    private static ErrorCode refusal(Runnable step) {
        return catchThrowableOfType(ServiceException.class, step::run).code();
    }

    @Test
    void theSecondTimeIsAnsweredWithWhatTheFirstMade() {
        assertThat(submit("acme", key("june", "{}", ""))).isEqualTo(new Accepted<>("thing-1", false));
        assertThat(submit("acme", key("june", "{}", ""))).isEqualTo(new Accepted<>("thing-1", true));
        assertThat(submit("acme", key("July", "{}", ""))).isEqualTo(new Accepted<>("thing-2", false));
        assertThat(submit("globex", key("june", "{}", ""))).isEqualTo(new Accepted<>("thing-3", false));
        assertThat(attempts).hasValue(3);
    }

    @Test
    void anotherBodyAndAnotherWishAreRefused() {
        submit("acme", key("june", "{}", "schedule"));
        for (IdempotencyKey other : List.of(
                key("june", "{} ", "schedule"),
                key("june", "{}", ""),
                key("june", "{}", OnInvalid.FAIL_QUERY.name()))) {
            assertThat(refusal(() -> submit("acme", other))).isEqualTo(ErrorCode.UNPROCESSABLE_CONTENT);
        }
        assertThat(attempts).hasValue(1);
    }

    @Test
    void whoIsSecondByAMomentFindsWhatWasMadeMeanwhile() {
        IdempotencyKey key = key("june", "{}", "");
        Accepted<String> second = once.accept(
                "acme",
                key,
                () -> {
                    submit("acme", key);
                    return Optional.empty();
                },
                id -> id);
        assertThat(second).isEqualTo(new Accepted<>("thing-1", true));
    }

    @Test
    void aKeyThatIsTakenAndCannotBeSeenYetIsAConflict() {
        assertThat(refusal(() -> once.accept("acme", key("june", "{}", ""), Optional::empty, id -> id)))
                .isEqualTo(ErrorCode.CONFLICT_ERROR);
    }

    @Test
    void withoutATextThereIsNoKey() {
        assertThat(key(null, "{}", "")).isNull();
    }
}
