package io.querybatch.connectors.http;

import java.time.Duration;

/**
 * A successful answer whose body is yet to be read. Whoever has it closes the body.
 *
 * @param body its body
 * @param retryAfter when the remote service wants to hear of us again; zero if it did not say
 */
record Answer(BoundedBody body, Duration retryAfter) {}
