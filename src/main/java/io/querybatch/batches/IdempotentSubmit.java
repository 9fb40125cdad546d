package io.querybatch.batches;

import io.querybatch.errors.ErrorCode;
import io.querybatch.errors.ServiceException;
import io.querybatch.query.BatchId;
import io.querybatch.query.Fingerprint;
import io.querybatch.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Supplier;

/** Accepts a batch once, however often its submission comes (contract A4). */
@ApplicationScoped
class IdempotentSubmit {

    /** A key that is taken while one looks is there the second time, unless its submission still goes on or has failed. */
    private static final int ATTEMPTS = 2;

    private final SubmitBatch submitBatch;
    private final Acceptance acceptance;
    private final IdempotencyStore keys;
    private final BatchStore batches;

    /** For the container's proxy. */
    IdempotentSubmit() {
        this(null, null, null, null);
    }

    @Inject
    IdempotentSubmit(SubmitBatch submitBatch, Acceptance acceptance, IdempotencyStore keys, BatchStore batches) {
        this.submitBatch = submitBatch;
        this.acceptance = acceptance;
        this.keys = keys;
        this.batches = batches;
    }

    /**
     * A batch that was accepted.
     *
     * @param batch the batch
     * @param replayed whether it was accepted before
     */
    record Accepted(BatchId batch, boolean replayed) {}

    /** Accepts a body for a caller, once for each key; {@code text} may be null, then it is another one each time. */
    Accepted submit(InputStream body, OnInvalid onInvalid, Caller caller, String text) {
        if (text == null) {
            return new Accepted(submitBatch.submit(submitBatch.read(body, onInvalid), caller), false);
        }
        DigestInputStream digested = new DigestInputStream(body, Fingerprint.sha256());
        // Read to its end, for something might stand behind it.
        BatchRequest request = submitBatch.read(digested, onInvalid);
        MessageDigest digest = digested.getMessageDigest();
        if (onInvalid != OnInvalid.REFUSE) {
            // Behind a body, where no body goes on: the same body with another wish is another request.
            digest.update(onInvalid.name().getBytes(StandardCharsets.UTF_8));
        }
        IdempotencyKey key = new IdempotencyKey(text, HexFormat.of().formatHex(digest.digest()));
        return once(key, caller, () -> submitBatch.plan(request, caller));
    }

    /**
     * Accepts what is asked of a batch for a caller, once for each key; {@code text} may be null, then it is another one each time.
     *
     * @param request what is asked, and of which batch
     * @param planned makes the batch
     */
    Accepted submit(String request, Caller caller, String text, Supplier<NewBatch> planned) {
        if (text == null) {
            return new Accepted(submitBatch.accept(planned.get()), false);
        }
        byte[] hash = Fingerprint.sha256().digest(request.getBytes(StandardCharsets.UTF_8));
        return once(new IdempotencyKey(text, HexFormat.of().formatHex(hash)), caller, planned);
    }

    private Accepted once(IdempotencyKey key, Caller caller, Supplier<NewBatch> planned) {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            Optional<IdempotencyKey.Kept> kept = keys.find(caller.tenant(), key.text());
            if (kept.isPresent()) {
                return replay(kept.get(), key, caller.tenant());
            }
            NewBatch batch = planned.get();
            if (acceptance.accept(batch, stored -> keys.create(key, stored))) {
                return new Accepted(batch.id(), false);
            }
        }
        throw ServiceException.of(
                ErrorCode.CONFLICT_ERROR, "A submission with this Idempotency-Key is being accepted; come again.");
    }

    private Accepted replay(IdempotencyKey.Kept kept, IdempotencyKey key, String tenant) {
        if (!kept.bodyHash().equals(key.bodyHash())) {
            throw ServiceException.of(
                    ErrorCode.UNPROCESSABLE_CONTENT, "This Idempotency-Key has come with another request before.");
        }
        if (batches.mark(tenant, kept.batch()).isEmpty()) {
            throw ServiceException.of(
                    ErrorCode.CONFLICT_ERROR,
                    "The batch of this Idempotency-Key was accepted, has ended, and is past its retention.");
        }
        // Who was first may still wait for the disk: this answer promises as much as his.
        acceptance.announce();
        return new Accepted(kept.batch(), true);
    }
}
