package io.querybatch.results.s3;

import java.net.URI;
import java.time.Duration;

/**
 * Where the bucket is, and how it is reached.
 *
 * @param location the bucket and what names begin with
 * @param endpoint the store's address; null for Amazon's own in the region
 * @param region region that requests are signed for
 * @param pathStyle whether the bucket is named in the path instead of the host
 * @param keys who asks; null to look where the SDK looks
 * @param connectTimeout longest wait for a connection
 * @param timeout longest time of one try of a request, and longest silence while an object is read
 */
public record S3Config(
        S3Location location,
        URI endpoint,
        String region,
        boolean pathStyle,
        Keys keys,
        Duration connectTimeout,
        Duration timeout) {

    /** A pair of keys that does not expire. */
    public record Keys(String access, String secret) {

        @Override
        public String toString() {
            return access;
        }
    }
}
