package io.querybatch.threads;

import jakarta.annotation.PreDestroy;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;

/** An EJB that has something to do when the application ends. The first of them that is destroyed ends all ({@link ApplicationEnd}). */
public abstract class EndsWithApplication {

    @Inject
    private ApplicationEnd end;

    /** Adds a step of the end; the latest is taken first. */
    protected void atEnd(Runnable step) {
        end.step(step);
    }

    /** Adds a step that is taken after all others. */
    protected void atVeryEnd(Runnable step) {
        end.lastStep(step);
    }

    @PreDestroy
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    protected void tellEnd() {
        end.now();
    }
}
