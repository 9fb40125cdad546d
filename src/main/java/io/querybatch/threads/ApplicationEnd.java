package io.querybatch.threads;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.event.Observes;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What is done when the application ends, while everything of it is still there. Servers tell at different times: on Payara and WildFly
 * the event comes first, and EJBs are destroyed when classes cannot be loaded any more; on Open Liberty EJBs go first, and an event
 * that one of them observes reaches nobody. So it is this bean that observes, and the first EJB that is destroyed tells it, too.
 */
@ApplicationScoped
public class ApplicationEnd {

    private final Deque<Runnable> steps = new ArrayDeque<>();
    private final Deque<Runnable> lastSteps = new ArrayDeque<>();

    /** Adds a step; the latest is taken first. */
    public synchronized void step(Runnable step) {
        steps.push(step);
    }

    /** Adds a step that is taken after those of {@link #step}. */
    public synchronized void lastStep(Runnable step) {
        lastSteps.push(step);
    }

    void before(@Observes @BeforeDestroyed(ApplicationScoped.class) Object context) {
        now();
    }

    /** Takes each step once; one that fails keeps no other from being taken. */
    public synchronized void now() {
        takeAll(steps);
        takeAll(lastSteps);
    }

    private static void takeAll(Deque<Runnable> steps) {
        while (!steps.isEmpty()) {
            RegularTasks.attempt("a part of the application could not end", steps.pop());
        }
    }
}
