import io.trino.Session;
import io.trino.plugin.memory.MemoryPlugin;
import io.trino.plugin.tpch.TpchPlugin;
import io.trino.testing.DistributedQueryRunner;
import io.trino.testing.TestingSession;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Trino for tests: a coordinator and a worker on loopback, with the catalogs {@code memory} and {@code tpch}. Run as a single
 * source file, because it needs a newer JDK than the product. Prints "ready" and its port, and ends when its standard input
 * does, which also happens when the process that started it dies; after an hour in any case.
 */
final class TrinoServer {

    private static final int HOURS = 1;
    /** Trino's log takes the place of the standard output. */
    private static final PrintStream OUT = System.out;

    private TrinoServer() {}

    public static void main(String[] arguments) throws Exception {
        // Before Trino is there: it takes its time, and must not outlive who started it meanwhile.
        CompletableFuture.runAsync(TrinoServer::awaitEnd)
                .orTimeout(HOURS, TimeUnit.HOURS)
                .whenComplete((end, timeout) -> Runtime.getRuntime().halt(0));
        Session session = TestingSession.testSessionBuilder()
                .setCatalog("memory")
                .setSchema("default")
                .build();
        DistributedQueryRunner trino =
                DistributedQueryRunner.builder(session).setWorkerCount(1).build();
        trino.installPlugin(new MemoryPlugin());
        trino.createCatalog("memory", "memory", Map.of("memory.max-data-per-node", "256MB"));
        trino.installPlugin(new TpchPlugin());
        trino.createCatalog("tpch", "tpch");
        OUT.println("ready " + trino.getCoordinator().getBaseUrl().getPort());
    }

    private static void awaitEnd() {
        try {
            while (System.in.read() >= 0) {
                // What is said does not matter.
            }
        } catch (IOException e) {
            // It has ended.
        }
    }
}
