package io.querybatch.results.s3;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in a bucket.
 *
 * @param bucket name of the bucket
 * @param prefix what all names of objects begin with; empty, or ends with a slash
 */
public record S3Location(String bucket, String prefix) {

    private static final String SCHEME = "s3://";
    private static final Pattern TEXT =
            Pattern.compile("s3://([A-Za-z0-9][A-Za-z0-9._-]{1,61}[A-Za-z0-9])((?:/[A-Za-z0-9!_.*'()-]+)*)/?");

    /** Whether a text means a bucket rather than a folder. */
    public static boolean isMeantBy(String text) {
        return text.startsWith(SCHEME);
    }

    /**
     * Reads {@code s3://bucket} or {@code s3://bucket/some/prefix}.
     *
     * @throws IllegalArgumentException if it is neither
     */
    public static S3Location parse(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("not s3://bucket/prefix");
        }
        String prefix = parts.group(2);
        return new S3Location(parts.group(1), prefix.isEmpty() ? "" : prefix.substring(1) + "/");
    }
}
