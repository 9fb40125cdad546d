package io.querybatch.execution;

/**
 * What the store has committed. A commit of the embedded store is in its file when it returns, but the file may not be on
 * the disk yet; so whoever is about to answer that something is kept asks for that first.
 */
@FunctionalInterface
public interface CommittedState {

    /**
     * Returns when everything that was committed before the call survives a loss of power. At once, where commits wait for
     * the disk by themselves.
     */
    void sync();
}
