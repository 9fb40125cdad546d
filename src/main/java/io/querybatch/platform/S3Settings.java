package io.querybatch.platform;

import io.querybatch.results.s3.S3Config;
import io.querybatch.results.s3.S3Location;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;

/** The settings of results in a bucket. */
final class S3Settings {

    private S3Settings() {}

    /**
     * Reads them.
     *
     * @throws StartupException if they do not go together
     */
    static S3Config of(Settings settings) {
        URI endpoint = settings.value("querybatch.s3.endpoint", S3Settings::endpoint, null);
        return new S3Config(
                settings.value("querybatch.results", S3Location::parse, null),
                endpoint,
                settings.text("querybatch.s3.region", "us-east-1"),
                settings.value("querybatch.s3.path-style", Boolean::parseBoolean, endpoint != null),
                keys(settings),
                settings.value("querybatch.s3.connect-timeout", S3Settings::positive, Duration.ofSeconds(5)),
                settings.value("querybatch.s3.timeout", S3Settings::positive, Duration.ofSeconds(30)));
    }

    private static S3Config.Keys keys(Settings settings) {
        String access = settings.text("querybatch.s3.access-key", "");
        String secret = settings.text("querybatch.s3.secret-key", "");
        if (access.isEmpty() != secret.isEmpty()) {
            throw new StartupException("querybatch.s3.access-key: one of the two keys is missing");
        }
        return access.isEmpty() ? null : new S3Config.Keys(access, secret);
    }

    private static URI endpoint(String text) {
        URI uri = URI.create(text);
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        if (uri.getHost() == null || !(scheme.equals("https") || scheme.equals("http")) || uri.getUserInfo() != null) {
            throw new IllegalArgumentException("not the URL of a server");
        }
        return uri;
    }

    private static Duration positive(String text) {
        Duration duration = Duration.parse(text);
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException("not positive");
        }
        return duration;
    }
}
