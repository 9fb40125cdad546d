package io.querybatch.chaos;

import io.querybatch.testing.Api;
import io.querybatch.testing.ServerProcess;
import io.querybatch.testing.wire.Sighting;
import io.querybatch.testing.wire.StatementProxy;
import io.querybatch.testing.wire.StatementWatch.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** One server of the cluster, with its own way to the database. */
final class Node implements AutoCloseable {

    private static final Duration END = Duration.ofMinutes(2);

    private final int number;
    private final StatementProxy way;
    private final ServerProcess.Starter starter;
    private final Map<String, String> tokens;
    private final List<Trap> traps = new CopyOnWriteArrayList<>();
    private volatile ServerProcess server;

    /** {@code tokens} by tenant. */
    Node(int number, Path home, int databasePort, Map<String, String> tokens, Map<String, String> environment) {
        this.number = number;
        this.tokens = tokens;
        this.way = StatementProxy.before(databasePort, this::seen);
        this.starter = ServerProcess.in(home)
                .with(ServerProcess.NO_REQUEST_LIMITS)
                .with(environment)
                .with("QUERYBATCH_DB_URL", "jdbc:postgresql://127.0.0.1:" + way.port() + "/postgres?sslmode=disable")
                .with("QUERYBATCH_DB_USER", "postgres")
                .with("QUERYBATCH_DB_PASSWORD", "postgres");
    }

    private Verdict seen(Sighting sighting) {
        for (Trap trap : traps) {
            if (trap.strikes(this, sighting) && trap.cuts()) {
                return Verdict.CUT;
            }
        }
        return Verdict.PASS;
    }

    int number() {
        return number;
    }

    /** Its way to the database. */
    StatementProxy way() {
        return way;
    }

    /** From its next start on, its clock is off by so many seconds. */
    void shiftClock(long seconds) {
        starter.with(NodeClock.shiftedBy(seconds));
    }

    Api api(String tenant) {
        return new Api(starter.url(), tokens.get(tenant));
    }

    void set(Trap trap) {
        traps.add(trap);
    }

    void disarm() {
        traps.clear();
    }

    /** Takes away every trap that does not wait for that transition. */
    void disarmAllBut(Transition transition) {
        traps.removeIf(trap -> trap.label().transition() != transition);
    }

    boolean isAlive() {
        return server != null && server.isAlive();
    }

    boolean isReady() {
        return isAlive() && server.healthIs("health/ready", 200);
    }

    /** Starts it if it is dead; it may take a while to be ready. */
    synchronized void launch() {
        if (!isAlive()) {
            server = starter.launch();
        }
    }

    void kill() {
        if (isAlive()) {
            server.kill();
        }
    }

    void pause() {
        if (isAlive()) {
            server.pause();
        }
    }

    void resume() {
        if (isAlive()) {
            server.resume();
        }
    }

    /** SIGTERM, and waits for the end, which must come by itself. */
    void terminate() {
        if (isAlive()) {
            server.terminate();
            try {
                server.awaitExit(END);
            } finally {
                kill();
            }
        }
    }

    void dumpThreads() {
        if (isAlive()) {
            server.dumpThreads();
        }
    }

    @Override
    public void close() {
        kill();
        way.close();
    }
}
