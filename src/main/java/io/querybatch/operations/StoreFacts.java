package io.querybatch.operations;

import java.time.Duration;

/**
 * The store itself.
 *
 * @param kind name of the database
 * @param version its version
 * @param ping how long it took to answer a question that costs nothing
 * @param schema version of the schema, the latest migration; null if the store does not say
 */
record StoreFacts(String kind, String version, Duration ping, String schema) {}
