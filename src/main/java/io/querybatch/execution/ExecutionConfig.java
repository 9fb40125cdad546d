package io.querybatch.execution;

import java.time.Duration;

/**
 * How work is carried out on this node.
 *
 * @param nodeName lasting name of the node, the same after a restart
 * @param workers most queries running at once
 * @param reservedWorkers how many of them batches leave free for queries that somebody waits for
 * @param shares how tenants share the servers
 * @param heartbeat interval between signs of life
 * @param nodeTimeout silence after which a node counts as dead
 * @param maxAttempts most attempts of one query, whether its worker was lost or its source failed in passing
 * @param firstPause pause after the first attempt that failed in passing; it doubles with every further one
 * @param scanWidth most queries of a batch that one scan may answer; 1: each has its own
 * @param slotScans most scans that one slot may be for, one after the other
 * @param drain how long queries may go on when the server is told to end; what is not done by then is handed back
 */
public record ExecutionConfig(
        String nodeName,
        int workers,
        int reservedWorkers,
        TenantShares shares,
        Duration heartbeat,
        Duration nodeTimeout,
        int maxAttempts,
        Duration firstPause,
        int scanWidth,
        int slotScans,
        Duration drain) {}
