package io.querybatch.webhooks;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What docs/webhooks.md gives to receivers, word for word; {@link WebhookDocumentTest} compares them. */
final class WebhookVerifier {

    private WebhookVerifier() {}

    // begin
    /** The headers webhook-id, webhook-timestamp and webhook-signature, the bytes of the body, and the time of the receiver. */
    static boolean isGenuine(String secret, String id, String timestamp, String signatures, byte[] body, long now)
            throws GeneralSecurityException {
        if (Math.abs(now - Long.parseLong(timestamp)) > 300) {
            return false; // too old to be ours, or somebody sends it again
        }
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.substring("whsec_".length())), "HmacSHA256"));
        mac.update((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
        String expected = "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
        boolean genuine = false;
        for (String signature : signatures.split(" ", -1)) {
            genuine |= MessageDigest.isEqual(
                    expected.getBytes(StandardCharsets.UTF_8), signature.getBytes(StandardCharsets.UTF_8));
        }
        return genuine;
    }
    // end
}
