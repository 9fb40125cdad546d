package io.querybatch.apikeys;

import java.time.Duration;

/**
 * A key that somebody wants.
 *
 * @param terms what it opens
 * @param lifetime how long
 */
record NewApiKey(KeyTerms terms, Duration lifetime) {}
