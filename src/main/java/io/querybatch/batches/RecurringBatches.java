package io.querybatch.batches;

import io.querybatch.query.RecurrenceId;
import io.querybatch.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Batches that are submitted again and again: the body is kept as it came, and means something new each time. */
@ApplicationScoped
public class RecurringBatches {

    /** Where the submission stands in the body of a schedule; findings point there. */
    public static final String POINTER = "/batch";

    private final SubmitBatch submitBatch;

    /** For the container's proxy. */
    RecurringBatches() {
        this(null);
    }

    @Inject
    RecurringBatches(SubmitBatch submitBatch) {
        this.submitBatch = submitBatch;
    }

    /**
     * Looks at the shape of a submission.
     *
     * @throws io.querybatch.errors.ServiceException BAD_REQUEST with every violation
     */
    public void checkShape(String body) {
        read(body);
    }

    /**
     * What a submission comes to when it is made at a moment; nothing is stored.
     *
     * @param moment what relative dates are relative to
     * @throws io.querybatch.errors.ServiceException with every violation, as a submission is refused
     */
    public NewBatch plan(String body, Caller caller, Instant moment, RecurrenceId recurrence) {
        return submitBatch.planAt(moment, read(body), caller, recurrence);
    }

    private BatchRequest read(String body) {
        InputStream bytes = new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8));
        return submitBatch.readAt(POINTER, bytes);
    }
}
