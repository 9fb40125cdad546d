package io.querybatch.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/** Secrets in the store. */
class SecretBoxTest {

    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private static byte[] key(int filling) {
        byte[] key = new byte[SecretBox.KEY_BYTES];
        Arrays.fill(key, (byte) filling);
        return key;
    }

    @Test
    void cannotBeReadWithoutTheirKey() {
        String sealed = new SecretBox(key(1)).seal(SECRET);
        assertThat(sealed).doesNotContain("whsec_").doesNotContain(SECRET.substring(6));
        assertThat(new SecretBox(key(1)).open(sealed)).contains(SECRET);
        assertThat(new SecretBox(key(2)).open(sealed)).isEmpty();
        assertThat(new SecretBox(new byte[0]).open(sealed)).isEmpty();
    }

    @Test
    void lookDifferentEachTime() {
        SecretBox box = new SecretBox(key(1));
        assertThat(box.seal(SECRET)).isNotEqualTo(box.seal(SECRET));
    }

    @Test
    void thatWereTamperedWithAreNone() {
        SecretBox box = new SecretBox(key(1));
        String sealed = box.seal(SECRET);
        byte[] bytes = Base64.getDecoder().decode(sealed.substring("sealed:".length()));
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] ^= 1;
            assertThat(box.open("sealed:" + Base64.getEncoder().encodeToString(bytes)))
                    .isEmpty();
            bytes[i] ^= 1;
        }
    }

    @Test
    void areAsTheyWereWithoutAKeyAndStayReadableWhenThereIsOne() {
        String kept = new SecretBox(new byte[0]).seal(SECRET);
        assertThat(kept).isEqualTo(SECRET);
        assertThat(new SecretBox(key(1)).open(kept)).contains(SECRET);
    }

    @Test
    void wantAKeyOf32Bytes() {
        assertThatThrownBy(() -> new SecretBox(new byte[16])).isInstanceOf(IllegalArgumentException.class);
    }
}
