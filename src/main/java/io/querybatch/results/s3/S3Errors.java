package io.querybatch.results.s3;

import io.querybatch.results.NoRoomException;
import io.querybatch.results.ResultStoreUnavailableException;
import java.io.IOException;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** What an operator is told of the store's errors, in a line. The SDK's own text follows as the cause. */
final class S3Errors {

    private static final int INSUFFICIENT_STORAGE = 507;

    /** Amazon's own store is never full, so each of the others has its own word: MinIO has two, Ceph another. */
    private static final Pattern FULL = Pattern.compile(".*(StorageFull|InsufficientStorage|QuotaExceeded)");

    private S3Errors() {}

    /** {@link NoRoomException} if the store is full, else {@link ResultStoreUnavailableException}. */
    static IOException of(SdkException e, String bucket) {
        return e instanceof S3Exception answer && isFull(answer)
                ? new NoRoomException("the bucket \"" + bucket + "\" is full" + reason(answer), e)
                : new ResultStoreUnavailableException(text(e, bucket), e);
    }

    private static boolean isFull(S3Exception answer) {
        String code = code(answer);
        return answer.statusCode() == INSUFFICIENT_STORAGE
                || (code != null && FULL.matcher(code).matches());
    }

    private static String text(SdkException e, String bucket) {
        if (e instanceof NoSuchBucketException) {
            return "there is no bucket \"" + bucket + "\"";
        }
        if (!(e instanceof S3Exception answer)) {
            return "the store of the bucket \"" + bucket + "\" cannot be reached, or no credentials were found";
        }
        return answer.statusCode() == 401 || answer.statusCode() == 403
                ? "access to the bucket \"" + bucket + "\" is denied" + reason(answer)
                : "the store of the bucket \"" + bucket + "\" refuses" + reason(answer);
    }

    private static String reason(S3Exception answer) {
        String code = code(answer);
        return " (" + answer.statusCode() + (code == null ? "" : " " + code) + ")";
    }

    private static String code(S3Exception answer) {
        return answer.awsErrorDetails() == null
                ? null
                : answer.awsErrorDetails().errorCode();
    }
}
