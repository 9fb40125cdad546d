package io.querybatch.webhooks;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The signature of a call: {@code v1,} and the base64 of HMAC-SHA256 over {@code id.timestamp.body} (Standard Webhooks). */
final class Signature {

    private static final String HMAC = "HmacSHA256";

    private Signature() {}

    /** Signs; {@code seconds} is the time of the call since 1970. */
    static String of(WebhookSecret secret, String id, long seconds, byte[] body) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(secret.key(), HMAC));
            mac.update((id + "." + seconds + ".").getBytes(StandardCharsets.UTF_8));
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + HMAC, e);
        }
    }
}
