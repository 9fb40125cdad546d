package io.querybatch.results.s3;

import io.querybatch.results.ResultStoreUnavailableException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** What an operator is told of the store's errors, in a line. The SDK's own text follows as the cause. */
final class S3Errors {

    private S3Errors() {}

    static ResultStoreUnavailableException of(SdkException e, String bucket) {
        return new ResultStoreUnavailableException(text(e, bucket), e);
    }

    private static String text(SdkException e, String bucket) {
        if (e instanceof NoSuchBucketException) {
            return "there is no bucket \"" + bucket + "\"";
        }
        if (!(e instanceof S3Exception answer)) {
            return "the store of the bucket \"" + bucket + "\" cannot be reached, or no credentials were found";
        }
        String code = answer.awsErrorDetails() == null
                ? null
                : answer.awsErrorDetails().errorCode();
        String reason = " (" + answer.statusCode() + (code == null ? "" : " " + code) + ")";
        return answer.statusCode() == 401 || answer.statusCode() == 403
                ? "access to the bucket \"" + bucket + "\" is denied" + reason
                : "the store of the bucket \"" + bucket + "\" refuses" + reason;
    }
}
