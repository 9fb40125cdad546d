package io.querybatch.batches;

import io.querybatch.errors.ErrorCode;
import io.querybatch.errors.ServiceException;
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
    public static final String HEADER = "Idempotency-Key";

    private static final Pattern TEXT = Pattern.compile("[\\x21-\\x7E]{1,255}");

    /**
     * A key that has come before.
     *
     * @param bodyHash hash of the request that came with it
     * @param id what was accepted then: a batch, or a schedule. Requests of different kinds never have the same hash
     */
    public record Kept(String bodyHash, String id) {}

    /**
     * The text of the header; null if there is none.
     *
     * @param headers all headers of that name; may be null
     * @throws ServiceException BAD_REQUEST if it cannot be one
     */
    public static String text(List<String> headers) {
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
