package io.querybatch.batches;

import io.querybatch.query.Fingerprint;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;

/** The body of a submission, of which its key is made once it has been read to its end (contract A4). */
public final class SubmittedBody {

    private final DigestInputStream bytes;

    /** One that nobody has read yet. */
    public SubmittedBody(InputStream bytes) {
        this.bytes = new DigestInputStream(bytes, Fingerprint.sha256());
    }

    /** What to read. */
    public InputStream bytes() {
        return bytes;
    }

    /**
     * The key of the submission. Asked for once, when all was read.
     *
     * @param text the caller's name for it; null if there is none, and so no key
     * @param wish what is asked besides the body: the same body with another wish is another request. No JSON
     */
    public IdempotencyKey key(String text, String wish) {
        if (text == null) {
            return null;
        }
        MessageDigest digest = bytes.getMessageDigest();
        // Behind a body, where no body goes on.
        digest.update(wish.getBytes(StandardCharsets.UTF_8));
        return new IdempotencyKey(text, HexFormat.of().formatHex(digest.digest()));
    }
}
