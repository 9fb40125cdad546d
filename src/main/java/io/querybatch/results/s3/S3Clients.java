package io.querybatch.results.s3;

import java.util.function.Consumer;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.LegacyMd5Plugin;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/**
 * Makes the client. What goes up carries a {@code Content-MD5}, which every S3-compatible store knows and checks, instead
 * of the SDK's trailing CRC, which many refuse; what comes down is checked against the CRC-32C of our own footer.
 */
final class S3Clients {

    private S3Clients() {}

    /** Makes a client that asks nothing of anybody yet; {@code more} may add to how all requests are made. */
    static S3Client client(S3Config config, Consumer<ClientOverrideConfiguration.Builder> more) {
        S3ClientBuilder builder = S3Client.builder()
                .region(Region.of(config.region()))
                .credentialsProvider(credentials(config))
                .forcePathStyle(config.pathStyle())
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .addPlugin(LegacyMd5Plugin.create())
                // Parts are small: asking first ("Expect: 100-continue") would only cost a round trip for each.
                .serviceConfiguration(s3 -> s3.chunkedEncodingEnabled(false).expectContinueEnabled(false))
                .httpClient(UrlConnectionHttpClient.builder()
                        .connectionTimeout(config.connectTimeout())
                        .socketTimeout(config.timeout())
                        .build())
                .overrideConfiguration(all -> {
                    all.retryStrategy(RetryMode.STANDARD).apiCallAttemptTimeout(config.timeout());
                    more.accept(all);
                });
        if (config.endpoint() != null) {
            builder.endpointOverride(config.endpoint());
        }
        return builder.build();
    }

    /** The SDK looks at system properties, environment, web identity, profiles, container and only then the instance. */
    private static AwsCredentialsProvider credentials(S3Config config) {
        return config.keys() == null
                ? DefaultCredentialsProvider.builder().build()
                : StaticCredentialsProvider.create(AwsBasicCredentials.create(
                        config.keys().access(), config.keys().secret()));
    }
}
