package io.querybatch.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.querybatch.testing.Poll;
import io.querybatch.testing.VolatileDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was answered is there after a loss of power, and many who wait for the disk wait for it together. */
class SharedSyncTest {

    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final int CALLERS = 8;
    private static final int EACH = 25;

    @TempDir
    private Path folder;

    private static Connection open(String database) throws SQLException {
        String url = StoreUrl.embedded(Path.of("file")).replace("jdbc:h2:file:" + Path.of("file"), database);
        return DriverManager.getConnection(url, "querybatch", "");
    }

    private static void execute(Connection connection, String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void force(Connection connection) {
        try {
            Durability.force(connection);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The rows that are there when the power was lost at this moment. */
    private Set<Integer> afterLossOfPower(Path database) throws IOException, SQLException {
        Path remains = folder.resolve("remains");
        VolatileDisk.losePower(database, remains);
        Set<Integer> rows = new HashSet<>();
        try (Connection connection = open("jdbc:h2:file:" + remains);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select id from batch")) {
            while (row.next()) {
                rows.add(row.getInt(1));
            }
        }
        return rows;
    }

    @Test
    void whatWasAnsweredIsThereAfterALossOfPower() throws Exception {
        Path database = folder.resolve("store");
        Set<Integer> answered = ConcurrentHashMap.newKeySet();
        try (Connection keeper = open(VolatileDisk.url(database))) {
            execute(keeper, "create table batch (id int primary key, body varchar)");
            SharedSync sync = new SharedSync(() -> force(keeper));
            sync.sync();
            int before = VolatileDisk.forced(database);
            List<Thread> callers = new ArrayList<>();
            for (int caller = 0; caller < CALLERS; caller++) {
                callers.add(start(submissions(database, sync, caller * EACH, answered)));
            }
            do {
                Set<Integer> sofar = Set.copyOf(answered);
                assertThat(afterLossOfPower(database)).containsAll(sofar);
            } while (callers.stream().anyMatch(Thread::isAlive));
            assertThat(answered).hasSize(CALLERS * EACH);
            assertThat(afterLossOfPower(database)).containsAll(answered);
            assertThat(VolatileDisk.forced(database) - before).isBetween(EACH, CALLERS * EACH);
        }
    }

    private static Runnable submissions(Path database, SharedSync sync, int first, Set<Integer> answered) {
        return () -> {
            try (Connection connection = open(VolatileDisk.url(database))) {
                for (int id = first; id < first + EACH; id++) {
                    execute(connection, "insert into batch values (" + id + ", repeat('x', 2000))");
                    sync.sync();
                    answered.add(id);
                }
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        };
    }

    /** So the test above can fail. */
    @Test
    void whatIsOnlyCommittedIsLostWithThePower() throws Exception {
        Path database = folder.resolve("store");
        try (Connection connection = open(VolatileDisk.url(database))) {
            execute(connection, "create table batch (id int primary key)");
            force(connection);
            execute(connection, "insert into batch values (1)");
            assertThat(afterLossOfPower(database)).isEmpty();
            force(connection);
            assertThat(afterLossOfPower(database)).containsExactly(1);
        }
    }

    @Test
    void thoseWhoComeDuringATurnShareTheNext() throws InterruptedException {
        AtomicInteger turns = new AtomicInteger();
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        SharedSync sync = new SharedSync(() -> {
            if (turns.incrementAndGet() == 1) {
                begun.countDown();
                await(end);
            }
        });
        Thread first = start(sync::sync);
        await(begun);
        List<Integer> seen = new ArrayList<>();
        List<Thread> others = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            others.add(start(() -> {
                sync.sync();
                synchronized (seen) {
                    seen.add(turns.get());
                }
            }));
        }
        Poll.until(LONGEST, "all wait", () -> others.stream().allMatch(SharedSyncTest::waits));
        assertThat(seen).isEmpty();
        end.countDown();
        first.join();
        for (Thread other : others) {
            other.join();
        }
        assertThat(seen).hasSize(5).containsOnly(2);
    }

    @Test
    void aTurnThatFailsIsNobodysAnswer() {
        AtomicInteger turns = new AtomicInteger();
        SharedSync sync = new SharedSync(() -> {
            if (turns.incrementAndGet() == 1) {
                throw new IllegalStateException("the disk is broken");
            }
        });
        assertThatThrownBy(sync::sync).hasMessage("the disk is broken");
        sync.sync();
        assertThat(turns).hasValue(2);
    }

    private static boolean waits(Thread thread) {
        return thread.getState() == Thread.State.WAITING;
    }

    private static Thread start(Runnable work) {
        Thread thread = new Thread(work);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
