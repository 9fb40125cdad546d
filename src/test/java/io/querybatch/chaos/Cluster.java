package io.querybatch.chaos;

import io.querybatch.testing.Poll;
import io.querybatch.testing.Tokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Three servers on one database with one folder of results, all on this machine. */
final class Cluster implements AutoCloseable {

    static final int NODES = Integer.getInteger("chaos.nodes", 3);
    static final List<String> TENANTS = List.of("acme", "globex");

    private static final Duration READY = Duration.ofMinutes(30);
    private static final Duration LOOK = Duration.ofMillis(500);
    /** Nanoseconds in which the servers start on a machine that has nothing else to do. */
    private static final double QUICK_START = 3e10;

    private static final long DAY = Duration.ofDays(1).toSeconds();

    private final Database database;
    private final Disk disk;
    private final Sources sources;
    private final List<Node> nodes = new ArrayList<>();
    private double slowness = 1;

    private Cluster(Database database, Disk disk, Sources sources) {
        this.database = database;
        this.disk = disk;
        this.sources = sources;
    }

    /** Starts everything in a folder of its own and waits until it is ready. */
    static Cluster start(Path folder) throws IOException, SQLException {
        Disk disk = Disk.at(folder.resolve("disk"));
        Sources sources = Sources.in(folder.resolve("catalog"));
        Cluster cluster = new Cluster(Database.in(folder.resolve("postgresql")), disk, sources);
        // However the campaign ends, even by a signal: no server outlives it.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> cluster.nodes.forEach(Node::kill)));
        Tokens tokens = Tokens.fresh();
        Path key = Files.writeString(folder.resolve("key.pem"), tokens.publicKeyPem());
        Map<String, String> environment = Map.of(
                "MP_JWT_VERIFY_PUBLICKEY_LOCATION", key.toString(),
                "QUERYBATCH_CATALOG", sources.catalog().toString(),
                "QUERYBATCH_RESULTS", disk.results().toString(),
                "QUERYBATCH_WORKERS", "4",
                "QUERYBATCH_DUCKDB_THREADS", "1",
                "QUERYBATCH_NODE_HEARTBEAT", "PT0.5S",
                "QUERYBATCH_NODE_TIMEOUT", "PT3S",
                "QUERYBATCH_MAX_ATTEMPTS", "1000");
        for (int i = 0; i < NODES; i++) {
            cluster.nodes.add(
                    new Node(i, folder.resolve("node" + i), cluster.database.port(), tokensOf(tokens), environment));
        }
        try {
            long begin = System.nanoTime();
            cluster.awaitReady();
            cluster.slowness = Math.max(1, (System.nanoTime() - begin) / QUICK_START);
            cluster.database.audit();
            return cluster;
        } catch (AssertionError | SQLException e) {
            cluster.close();
            throw e;
        }
    }

    /** Good for two days around now: a node whose clock is off by hours must not refuse them. */
    private static Map<String, String> tokensOf(Tokens tokens) {
        long now = Instant.now().getEpochSecond();
        Map<String, String> byTenant = new HashMap<>();
        for (String tenant : TENANTS) {
            byTenant.put(
                    tenant,
                    tokens.token()
                            .tenant(tenant)
                            .claim("iat", now - DAY)
                            .claim("exp", now + DAY)
                            .sign());
        }
        return byTenant;
    }

    Node node(int number) {
        return nodes.get(number);
    }

    List<Node> nodes() {
        return nodes;
    }

    Database database() {
        return database;
    }

    Disk disk() {
        return disk;
    }

    Sources sources() {
        return sources;
    }

    /** Starts what is dead and waits until all are ready. One that dies of what it found while starting is started again. */
    void awaitReady() {
        nodes.forEach(Node::launch);
        for (Node node : nodes) {
            boolean ready = Poll.within(READY, LOOK, () -> {
                node.launch();
                return node.isReady();
            });
            if (!ready) {
                throw new AssertionError("node " + node.number() + " is not ready after " + READY);
            }
        }
    }

    /** So long as this machine needs for what would take that long on a quiet one. */
    Duration here(Duration quiet) {
        return Duration.ofMillis((long) (quiet.toMillis() * slowness));
    }

    boolean allReady() {
        return nodes.stream().allMatch(Node::isReady);
    }

    /** Some node that answers. */
    Node anyReady() {
        Node[] found = new Node[1];
        Poll.until(READY, "a node is ready", () -> {
            nodes.forEach(Node::launch);
            found[0] = nodes.stream().filter(Node::isReady).findFirst().orElse(null);
            return found[0] != null;
        });
        return found[0];
    }

    /** Ends every fault that has not ended by itself. */
    void heal() {
        for (Node node : nodes) {
            node.disarm();
            node.way().release();
            node.resume();
            node.shiftClock(0);
        }
        disk.free();
    }

    @Override
    public void close() {
        nodes.forEach(Node::close);
        database.close();
        sources.close();
        disk.close();
    }
}
