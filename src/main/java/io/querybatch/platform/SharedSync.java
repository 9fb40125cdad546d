package io.querybatch.platform;

import io.querybatch.execution.CommittedState;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Has the disk waited for by one for all: whoever comes while it is being waited for shares the next turn with all others
 * that have come by then. Only a turn that begins after the call counts, for one that has begun may have missed the commit.
 */
final class SharedSync implements CommittedState {

    private final Runnable force;
    private final Lock lock = new ReentrantLock();
    private final Condition turnEnded = lock.newCondition();
    private long begun;
    private long succeeded;
    private boolean inTurn;

    /** {@code force} brings to the disk what is committed when it is called; never called twice at the same time. */
    SharedSync(Runnable force) {
        this.force = force;
    }

    @Override
    public void sync() {
        lock.lock();
        try {
            long needed = begun + 1;
            while (succeeded < needed) {
                if (inTurn) {
                    turnEnded.awaitUninterruptibly();
                } else {
                    takeTurn();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** If it fails, whoever waited for it tries by himself. */
    private void takeTurn() {
        long turn = ++begun;
        inTurn = true;
        lock.unlock();
        boolean done = false;
        try {
            force.run();
            done = true;
        } finally {
            lock.lock();
            inTurn = false;
            succeeded = done ? turn : succeeded;
            turnEnded.signalAll();
        }
    }
}
