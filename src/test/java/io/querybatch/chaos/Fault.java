package io.querybatch.chaos;

import java.util.Set;

/** Something that goes wrong in a round. Times are milliseconds from the beginning of the round. */
sealed interface Fault {

    /** By what it is counted. */
    String kind();

    /** What must be so before the round begins; what is dead then is started. */
    default void prepare(Cluster cluster) {}

    /** Puts what happens, and its end, on the timeline. */
    void schedule(Timeline timeline, Cluster cluster);

    /** Whether it can be had on this machine. */
    default boolean isPossible(Cluster cluster) {
        return true;
    }

    /** Codes with which queries may fail because of it. */
    default Set<String> explains() {
        return Set.of();
    }

    /** SIGKILL at a random moment. */
    record Kill(int node, long at) implements Fault {
        @Override
        public String kind() {
            return "kill";
        }

        @Override
        public void schedule(Timeline timeline, Cluster cluster) {
            timeline.at(at, cluster.node(node)::kill);
        }
    }

    /** SIGSTOP for longer than the others wait, then SIGCONT: it goes on with work that is no longer its own. */
    record Freeze(int node, long at, long millis) implements Fault {
        @Override
        public String kind() {
            return "freeze";
        }

        @Override
        public void schedule(Timeline timeline, Cluster cluster) {
            timeline.at(at, cluster.node(node)::pause);
            timeline.at(at + millis, cluster.node(node)::resume);
        }
    }

    /** The database ends at once and is started again. */
    record DatabaseCrash(long at) implements Fault {
        @Override
        public String kind() {
            return "database crash";
        }

        @Override
        public void schedule(Timeline timeline, Cluster cluster) {
            timeline.at(at, cluster.database()::crash);
        }
    }

    /** Every connection of a node to the database is reset. */
    record Reset(int node, long at) implements Fault {
        @Override
        public String kind() {
            return "connection reset";
        }

        @Override
        public void schedule(Timeline timeline, Cluster cluster) {
            timeline.at(at, cluster.node(node).way()::reset);
        }
    }

    /** Nothing passes between a node and the database; then everything does, late. */
    record Blackhole(int node, long at, long millis) implements Fault {
        @Override
        public String kind() {
            return "blackhole";
        }

        @Override
        public void schedule(Timeline timeline, Cluster cluster) {
            timeline.at(at, cluster.node(node).way()::hold);
            timeline.at(at + millis, cluster.node(node).way()::release);
        }
    }

    /** Results find no space. */
    record FullDisk(long at, long millis) implements Fault {
        @Override
        public String kind() {
            return "full disk";
        }

        @Override
        public void schedule(Timeline timeline, Cluster cluster) {
            timeline.at(at, cluster.disk()::fill);
            timeline.at(at + millis, cluster.disk()::free);
        }

        @Override
        public boolean isPossible(Cluster cluster) {
            return cluster.disk().canBeFull();
        }

        @Override
        public Set<String> explains() {
            return Set.of("QUERY_RESULT_TOO_LARGE");
        }
    }

    /** A node starts with a clock that is off, and keeps it until it is started again. */
    record ClockShift(int node, long seconds) implements Fault {
        @Override
        public String kind() {
            return "clock shift";
        }

        @Override
        public void prepare(Cluster cluster) {
            cluster.node(node).shiftClock(seconds);
            cluster.node(node).kill();
        }

        @Override
        public void schedule(Timeline timeline, Cluster cluster) {
            // It is wrong from the beginning.
        }

        @Override
        public boolean isPossible(Cluster cluster) {
            return NodeClock.canBeShifted();
        }
    }

    /** SIGTERM, as in a rolling restart; what is left of it is started again. */
    record Terminate(int node, long at) implements Fault {
        @Override
        public String kind() {
            return "terminate";
        }

        @Override
        public void schedule(Timeline timeline, Cluster cluster) {
            timeline.at(at, () -> {
                cluster.node(node).terminate();
                cluster.node(node).launch();
            });
        }
    }

    /** SIGKILL, and started again at once: it takes back what its former life left. */
    record Restart(int node, long at) implements Fault {
        @Override
        public String kind() {
            return "kill and restart";
        }

        @Override
        public void schedule(Timeline timeline, Cluster cluster) {
            timeline.at(at, () -> {
                cluster.node(node).kill();
                cluster.node(node).launch();
            });
        }
    }
}
