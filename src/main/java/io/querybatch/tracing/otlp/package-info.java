/** Sends spans to a collector: OTLP over HTTP, as JSON (OpenTelemetry Protocol 1.x), with the HTTP client of the JDK. */
package io.querybatch.tracing.otlp;
