package io.querybatch.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Signatures as others compute them. */
class SignatureTest {

    private static WebhookSecret secret(String text) {
        return WebhookSecret.parse(text).orElseThrow();
    }

    private static String sign(String secret, String id, long seconds, String body) {
        return Signature.of(secret(secret), id, seconds, body.getBytes(StandardCharsets.UTF_8));
    }

    /** The vector of the Standard Webhooks libraries. */
    @Test
    void isTheOneThatTheLibrariesAreTestedWith() {
        assertThat(sign(
                        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                        "msg_p5jXN8AQM9LWM0D4loKWxJek",
                        1_614_265_330,
                        "{\"test\": 2432232314}"))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    /** Computed with Python's hmac: bytes 0 to 63 as the key, and a body that is not ASCII. */
    @Test
    void isOfTheBytesOfTheBody() {
        byte[] key = new byte[64];
        for (int i = 0; i < key.length; i++) {
            key[i] = (byte) i;
        }
        assertThat(sign(
                        "whsec_" + Base64.getEncoder().encodeToString(key),
                        "msg_00000000000000000000",
                        1_767_323_045,
                        "{\"é\":\"😀\"}"))
                .isEqualTo("v1,CHtw4PvE4KXMQ7bCMEThPRMuTFD+dLkNEFK3FZPJpUw=");
    }

    /** What the documentation gives to receivers accepts what is sent, and nothing that was changed on the way. */
    @Property(tries = 200)
    void isAcceptedByTheReceiverOfTheDocumentation(
            @ForAll @Size(min = 24, max = 64) byte[] key, @ForAll @Size(min = 1, max = 300) byte[] body)
            throws Exception {
        String secret = "whsec_" + Base64.getEncoder().encodeToString(key);
        String signature = Signature.of(secret(secret), "msg_1", 1_000, body);
        assertThat(WebhookVerifier.isGenuine(secret, "msg_1", "1000", signature, body, 1_299))
                .isTrue();
        assertThat(WebhookVerifier.isGenuine(secret, "msg_2", "1000", signature, body, 1_299))
                .isFalse();
        assertThat(WebhookVerifier.isGenuine(secret, "msg_1", "1001", signature, body, 1_299))
                .isFalse();
        assertThat(WebhookVerifier.isGenuine(secret, "msg_1", "1000", signature, body, 1_301))
                .isFalse();
        assertThat(WebhookVerifier.isGenuine(secret, "msg_1", "1000", "v1,AAAA v1a,x " + signature, body, 1_000))
                .isTrue();
        body[0] ^= 1;
        assertThat(WebhookVerifier.isGenuine(secret, "msg_1", "1000", signature, body, 1_000))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "whsec_",
                "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                "WHSEC_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLa",
                "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLa-_",
                "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw ",
                "whsec_ MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                "whpk_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
            })
    void aSecretIsMadeAsTheStandardSays(String text) {
        assertThat(WebhookSecret.parse(text)).isEmpty();
    }

    @Test
    void aSecretHasFrom24To64Bytes() {
        for (int bytes = 20; bytes <= 70; bytes++) {
            String text = "whsec_" + Base64.getEncoder().encodeToString(new byte[bytes]);
            assertThat(WebhookSecret.parse(text).isPresent()).as(text).isEqualTo(bytes >= 24 && bytes <= 64);
        }
    }

    @Test
    void noSecretIsPrinted() {
        assertThat(secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")).hasToString("WebhookSecret[...]");
    }
}
