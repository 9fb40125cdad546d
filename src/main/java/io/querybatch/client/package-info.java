/**
 * A client for Java: {@link io.querybatch.client.BatchClient} over the JDK's HTTP client and JSON-P, and records for what the
 * server tells. It knows nothing of the server's classes. {@code microprofile} has the same as a MicroProfile Rest Client.
 */
package io.querybatch.client;
