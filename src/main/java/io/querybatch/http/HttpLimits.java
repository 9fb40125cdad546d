package io.querybatch.http;

import io.querybatch.errors.ErrorCode;
import io.querybatch.errors.ServiceException;

/**
 * Limits on requests.
 *
 * @param bodyBytes most bytes of a body
 */
public record HttpLimits(long bodyBytes) {

    /**
     * Looks at the length of a body that is there as a whole.
     *
     * @throws ServiceException CONTENT_TOO_LARGE
     */
    public void check(byte[] body) {
        if (body.length > bodyBytes) {
            throw ServiceException.of(ErrorCode.CONTENT_TOO_LARGE, new BodyTooLargeException(bodyBytes).getMessage());
        }
    }
}
