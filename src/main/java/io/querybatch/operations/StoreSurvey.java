package io.querybatch.operations;

import java.util.List;

/**
 * What the store says at one moment.
 *
 * @param nodes nodes that were not replaced by a later life of their own, by epoch
 * @param loads what waits and runs, most first
 * @param complete whether these are all loads there are
 * @param facts the store itself
 */
record StoreSurvey(List<NodeRow> nodes, List<Load> loads, boolean complete, StoreFacts facts) {}
