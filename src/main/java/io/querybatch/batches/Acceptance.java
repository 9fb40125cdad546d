package io.querybatch.batches;

import io.querybatch.execution.BatchEnds;
import io.querybatch.execution.CommittedState;
import io.querybatch.execution.Dispatcher;
import io.querybatch.logs.LogContext;
import io.querybatch.logs.LogField;
import io.querybatch.tracing.BatchSpan;
import io.querybatch.tracing.Traces;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.function.Predicate;

/** The last step of every submission: the batch is stored, then on the disk, and only then looked for by workers. */
@ApplicationScoped
public class Acceptance {

    private final CommittedState committed;
    private final Dispatcher dispatcher;
    private final Traces traces;
    private final BatchEnds ends;

    /** For the container's proxy. */
    Acceptance() {
        this(null, null, null, null);
    }

    @Inject
    Acceptance(CommittedState committed, Dispatcher dispatcher, Traces traces, BatchEnds ends) {
        this.committed = committed;
        this.dispatcher = dispatcher;
        this.traces = traces;
        this.ends = ends;
    }

    /**
     * Stores a batch and has it run.
     *
     * @param store commits the batch that it is given, which is this one with its place in the caller's trace; false if it is not stored
     * @return whether it was stored: then it survives a crash and a loss of power
     */
    public boolean accept(NewBatch batch, Predicate<NewBatch> store) {
        LogContext.note(LogField.BATCH_ID, batch.id().value());
        try (BatchSpan span =
                traces.batch(batch.id(), batch.tenant(), batch.content().queryAmount())) {
            boolean stored = store.test(batch.within(span));
            if (stored) {
                announce();
                tellOfEnd(batch);
            } else {
                span.refused();
            }
            return stored;
        }
    }

    /** One of which nothing could be planned has stopped as soon as it is there. */
    private void tellOfEnd(NewBatch batch) {
        if (batch.content().items().isEmpty()) {
            ends.ended(batch.tenant(), batch.id());
        }
    }

    /** Waits for the disk and has a batch run that is stored. */
    void announce() {
        committed.sync();
        dispatcher.wake();
    }
}
