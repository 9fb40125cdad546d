package io.querybatch.execution;

import java.time.Duration;

/**
 * How work is carried out on this node.
 *
 * @param nodeName lasting name of the node, the same after a restart
 * @param workers most queries running at once
 * @param heartbeat interval between signs of life
 * @param nodeTimeout silence after which a node counts as dead
 * @param maxAttempts most attempts of one query whose worker was lost
 */
public record ExecutionConfig(
        String nodeName, int workers, Duration heartbeat, Duration nodeTimeout, int maxAttempts) {}
