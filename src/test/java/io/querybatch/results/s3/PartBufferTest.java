package io.querybatch.results.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PartBufferTest {

    private static final int CAPACITY = 200_000;

    private final byte[] bytes = new byte[1_000_000];

    PartBufferTest() {
        new Random(1).nextBytes(bytes);
    }

    @Test
    void takesWhatThereIsRoomForAndNoMore() throws IOException {
        PartBuffer buffer = new PartBuffer(CAPACITY);
        ByteBuffer offered = ByteBuffer.wrap(bytes);

        buffer.take(offered);

        assertThat(buffer.isFull()).isTrue();
        assertThat(buffer.size()).isEqualTo(CAPACITY).isEqualTo(offered.position());
        assertThat(buffer.open().readAllBytes()).isEqualTo(Arrays.copyOf(bytes, CAPACITY));
    }

    @Test
    void isAsLargeAsItsContentAndKeepsItsMemoryForTheNextPart() throws IOException {
        PartBuffer buffer = new PartBuffer(CAPACITY);
        buffer.take(ByteBuffer.wrap(bytes, 0, 10));
        assertThat(buffer.allocated()).isLessThanOrEqualTo(64 * 1024);

        for (int part = 0; part < 50; part++) {
            buffer.clear();
            buffer.take(ByteBuffer.wrap(bytes, part, CAPACITY + 7));
            assertThat(buffer.open().readAllBytes()).isEqualTo(Arrays.copyOfRange(bytes, part, part + CAPACITY));
            assertThat(buffer.allocated()).isLessThan(CAPACITY + 64 * 1024);
        }
    }

    @Test
    void canBeOpenedAgainForAnotherTry() throws IOException {
        PartBuffer buffer = new PartBuffer(CAPACITY);
        for (int start = 0; start < 150_000; start += 1_001) {
            buffer.take(ByteBuffer.wrap(bytes, start, 1_001));
        }

        assertThat(buffer.open().readNBytes(70_000)).isEqualTo(Arrays.copyOf(bytes, 70_000));
        assertThat(buffer.open().readAllBytes()).isEqualTo(Arrays.copyOf(bytes, buffer.size()));
    }

    @Test
    void saysTheChecksumOfWhatItHolds() throws GeneralSecurityException {
        PartBuffer buffer = new PartBuffer(CAPACITY);
        buffer.take(ByteBuffer.wrap(bytes, 0, 150_000));

        byte[] expected = MessageDigest.getInstance("MD5").digest(Arrays.copyOf(bytes, 150_000));
        assertThat(buffer.md5()).isEqualTo(Base64.getEncoder().encodeToString(expected));
    }
}
