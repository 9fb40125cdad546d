package io.querybatch.client;

import java.time.Instant;

/**
 * When a batch is going to end, as far as the server can tell.
 *
 * @param earliest hardly before
 * @param likely its best guess
 * @param latest hardly later
 */
public record Eta(Instant earliest, Instant likely, Instant latest) {}
