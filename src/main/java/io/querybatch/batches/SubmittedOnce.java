package io.querybatch.batches;

import io.querybatch.errors.ErrorCode;
import io.querybatch.errors.ServiceException;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/** Has something accepted once, however often its submission comes (contract A4). */
public final class SubmittedOnce {

    /** A key that is taken while one looks is there the second time, unless its submission still goes on or has failed. */
    private static final int ATTEMPTS = 2;

    private final BiFunction<String, String, Optional<IdempotencyKey.Kept>> keys;

    /** {@code keys} finds a tenant's key by its text. */
    public SubmittedOnce(BiFunction<String, String, Optional<IdempotencyKey.Kept>> keys) {
        this.keys = keys;
    }

    /**
     * Something that was accepted.
     *
     * @param what what it is
     * @param replayed whether it was accepted before
     */
    public record Accepted<T>(T what, boolean replayed) {

        /** Says so, if it was. */
        public Response.ResponseBuilder mark(Response.ResponseBuilder answer) {
            return replayed ? answer.header("Idempotent-Replayed", true) : answer;
        }
    }

    /**
     * Accepts what a key is for, or finds what was accepted before.
     *
     * @param attempt stores it together with its key; empty if the key has come before, or comes at the same time
     * @param replay what there is of an id that was accepted before
     * @throws ServiceException UNPROCESSABLE_CONTENT if the key came with another request; CONFLICT_ERROR if it is still being accepted
     */
    public <T> Accepted<T> accept(
            String tenant, IdempotencyKey key, Supplier<Optional<T>> attempt, Function<String, T> replay) {
        for (int i = 1; i <= ATTEMPTS; i++) {
            Optional<IdempotencyKey.Kept> kept = keys.apply(tenant, key.text());
            if (kept.isPresent()) {
                return new Accepted<>(replay.apply(idOf(kept.get(), key)), true);
            }
            Optional<T> accepted = attempt.get();
            if (accepted.isPresent()) {
                return new Accepted<>(accepted.get(), false);
            }
        }
        throw ServiceException.of(
                ErrorCode.CONFLICT_ERROR, "A submission with this Idempotency-Key is being accepted; come again.");
    }

    private static String idOf(IdempotencyKey.Kept kept, IdempotencyKey key) {
        if (!kept.bodyHash().equals(key.bodyHash())) {
            throw ServiceException.of(
                    ErrorCode.UNPROCESSABLE_CONTENT, "This Idempotency-Key has come with another request before.");
        }
        return kept.id();
    }
}
