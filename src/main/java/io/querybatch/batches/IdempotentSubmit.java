package io.querybatch.batches;

import io.querybatch.batches.SubmittedOnce.Accepted;
import io.querybatch.errors.ErrorCode;
import io.querybatch.errors.ServiceException;
import io.querybatch.query.BatchId;
import io.querybatch.query.Fingerprint;
import io.querybatch.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Supplier;

/** Accepts a batch once, however often its submission comes (contract A4). */
@ApplicationScoped
class IdempotentSubmit {

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

    /** Accepts a body for a caller, once for each key; {@code text} may be null, then it is another one each time. */
    Accepted<BatchId> submit(InputStream body, OnInvalid onInvalid, Caller caller, String text) {
        if (text == null) {
            return new Accepted<>(submitBatch.submit(submitBatch.read(body, onInvalid), caller), false);
        }
        SubmittedBody submitted = new SubmittedBody(body);
        // Read to its end, for something might stand behind it.
        BatchRequest request = submitBatch.read(submitted.bytes(), onInvalid);
        String wish = onInvalid == OnInvalid.REFUSE ? "" : onInvalid.name();
        return once(submitted.key(text, wish), caller, () -> submitBatch.plan(request, caller));
    }

    /**
     * Accepts what is asked of a batch for a caller, once for each key; {@code text} may be null, then it is another one each time.
     *
     * @param request what is asked, and of which batch
     * @param planned makes the batch
     */
    Accepted<BatchId> submit(String request, Caller caller, String text, Supplier<NewBatch> planned) {
        if (text == null) {
            return new Accepted<>(submitBatch.accept(planned.get()), false);
        }
        byte[] hash = Fingerprint.sha256().digest(request.getBytes(StandardCharsets.UTF_8));
        return once(new IdempotencyKey(text, HexFormat.of().formatHex(hash)), caller, planned);
    }

    private Accepted<BatchId> once(IdempotencyKey key, Caller caller, Supplier<NewBatch> planned) {
        return new SubmittedOnce(keys::find)
                .accept(caller.tenant(), key, () -> store(planned.get(), key), id -> replay(id, caller.tenant()));
    }

    private Optional<BatchId> store(NewBatch batch, IdempotencyKey key) {
        return acceptance.accept(batch, stored -> keys.create(key, stored))
                ? Optional.of(batch.id())
                : Optional.empty();
    }

    private BatchId replay(String id, String tenant) {
        BatchId batch = new BatchId(id);
        if (batches.mark(tenant, batch).isEmpty()) {
            throw ServiceException.of(
                    ErrorCode.CONFLICT_ERROR,
                    "The batch of this Idempotency-Key was accepted, has ended, and is past its retention.");
        }
        // Who was first may still wait for the disk: this answer promises as much as his.
        acceptance.announce();
        return batch;
    }
}
