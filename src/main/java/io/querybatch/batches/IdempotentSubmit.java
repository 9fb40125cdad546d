package io.querybatch.batches;

import io.querybatch.errors.ErrorCode;
import io.querybatch.errors.ServiceException;
import io.querybatch.query.BatchId;
import io.querybatch.query.Fingerprint;
import io.querybatch.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.util.HexFormat;
import java.util.Optional;

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
    Accepted submit(InputStream body, Caller caller, String text) {
        if (text == null) {
            return new Accepted(submitBatch.submit(body, caller), false);
        }
        DigestInputStream digested = new DigestInputStream(body, Fingerprint.sha256());
        // Read to its end, for something might stand behind it.
        BatchRequest request = submitBatch.read(digested);
        IdempotencyKey key = new IdempotencyKey(
                text, HexFormat.of().formatHex(digested.getMessageDigest().digest()));
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            Optional<IdempotencyKey.Kept> kept = keys.find(caller.tenant(), text);
            if (kept.isPresent()) {
                return replay(kept.get(), key, caller.tenant());
            }
            NewBatch batch = submitBatch.plan(request, caller);
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
                    ErrorCode.UNPROCESSABLE_CONTENT, "This Idempotency-Key has come with another body before.");
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
