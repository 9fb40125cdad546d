package io.querybatch.connectors.jdbc;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** The pools in use, one for each address. */
final class Pools {

    private final Map<Address.Url, PooledConnections> pools = new HashMap<>();

    /** The pool of an address with room for that many scans more, made by {@code maker} when it is the first. */
    synchronized PooledConnections enter(
            Address.Url address, int scans, Function<Address.Url, PooledConnections> maker) {
        PooledConnections pool = pools.computeIfAbsent(address, maker);
        pool.grow(scans);
        return pool;
    }

    /** Gives the room back; the last one closes the pool. */
    synchronized void leave(Address.Url address, int scans) {
        PooledConnections pool = pools.get(address);
        pool.grow(-scans);
        if (pool.size() == 0) {
            pools.remove(address);
            pool.close();
        }
    }
}
