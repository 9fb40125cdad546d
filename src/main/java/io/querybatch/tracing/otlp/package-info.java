/** Sends spans to a collector: OpenTelemetry's own exporter, OTLP over HTTP in protobuf (docs/adr/0008). */
package io.querybatch.tracing.otlp;
