package io.querybatch.platform;

import io.querybatch.execution.QueryThreads;
import io.querybatch.threads.ApplicationThreads;
import io.querybatch.threads.RegularTasks;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.Executor;

/** The threads of the application as beans; what is called otherwise on this server is looked up by the name that the operator says. */
@ApplicationScoped
class ThreadProducers {

    /** The factory that the application defines for itself. */
    static final String OWN = "java:app/concurrent/threads";

    /** Queries have had their time to finish by then. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    @Produces
    @Singleton
    ApplicationThreads threads(Settings settings) {
        ManagedThreadFactory factory = ServerResources.ofServer()
                .named("querybatch.threads.jndi", settings.threadsJndi(), ManagedThreadFactory.class);
        return new ApplicationThreads(factory, GRACE);
    }

    /** They have ended by then, unless the application never started. */
    void end(@Disposes ApplicationThreads threads) {
        threads.end();
    }

    /** For what is done every few seconds or minutes and waits for nobody. */
    @Produces
    @Singleton
    RegularTasks housekeeping(ApplicationThreads threads) {
        return threads.regular(4, "housekeeping");
    }

    @Produces
    @Singleton
    @QueryThreads
    Executor queryThreads(Settings settings, ApplicationThreads threads) {
        return settings.executorJndi()
                .map(name -> (Executor) ServerResources.ofServer()
                        .named("querybatch.executor.jndi", name, ManagedExecutorService.class))
                .orElseGet(() -> threads.perTask("queries"));
    }
}
