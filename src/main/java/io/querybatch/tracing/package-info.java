/**
 * Spans: request, batch, attempt at a query, statement, each the child of the one before, whatever server and process does it
 * (docs/operations.md). Over the API of OpenTelemetry; {@code otlp} is the only part that knows how spans leave the server.
 */
package io.querybatch.tracing;
