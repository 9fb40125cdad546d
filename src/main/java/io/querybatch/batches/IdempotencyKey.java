package io.querybatch.batches;

import io.querybatch.errors.ErrorCode;
import io.querybatch.errors.ServiceException;
import io.querybatch.query.BatchId;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What tells a submission that comes again from another one (contract A4).
 *
 * @param text the caller's name for the submission
 * @param bodyHash hash of the request that came with it: of its body, where it has one
 */
public record IdempotencyKey(String text, String bodyHash) {

    /** The header that has the text. */
    static final String HEADER = "Idempotency-Key";

    private static final Pattern TEXT = Pattern.compile("[\\x21-\\x7E]{1,255}");

    /**
     * A key that has come before.
     *
     * @param bodyHash hash of the body that came with it
     * @param batch the batch that was accepted then
     */
    public record Kept(String bodyHash, BatchId batch) {}

    /**
     * The text of the header; null if there is none.
     *
     * @param headers all headers of that name; may be null
     * @throws ServiceException BAD_REQUEST if it cannot be one
     */
    static String text(List<String> headers) {
        if (headers == null || headers.isEmpty()) {
            return null;
        }
        if (headers.size() > 1 || !TEXT.matcher(headers.get(0)).matches()) {
            throw ServiceException.of(
                    ErrorCode.BAD_REQUEST, HEADER + " must be given once, with 1 to 255 visible ASCII characters.");
        }
        return headers.get(0);
    }
}
