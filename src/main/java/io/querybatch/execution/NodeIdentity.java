package io.querybatch.execution;

/** Under which number this process is known to the store; a new one after it was taken for dead. */
final class NodeIdentity {

    private final ExecutionStore store;
    private final String name;
    private volatile long id;

    NodeIdentity(ExecutionStore store, String name) {
        this.store = store;
        this.name = name;
    }

    void register() {
        id = store.registerNode(name);
    }

    long id() {
        return id;
    }
}
