package io.querybatch.results.blocks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.querybatch.results.CorruptResultException;
import io.querybatch.results.EncryptionKeys;
import io.querybatch.results.Keys;
import io.querybatch.results.ResultStoreUnavailableException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** What is encrypted comes back as it was from its own place, and from no other. */
class SealingTest {

    private static final String NAME = "qrb_0123456789abcdef0123/1-7.qbr";
    private static final int CHUNK = ChunkCipher.PLAIN_BYTES;
    private static final int STORED = ChunkCipher.STORED_BYTES;

    private final Sealing sealing = new Sealing(Keys.of("new", "old"));

    private static byte[] random(Random random, int size) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] sealed(Sealing sealing, String name, byte[] plain, int piece) throws IOException {
        MemoryFile file = new MemoryFile();
        try (ResultSink sink = sealing.seal(name, file)) {
            for (int start = 0; start < plain.length; start += piece) {
                byte[] taken = Arrays.copyOfRange(plain, start, Math.min(plain.length, start + piece));
                sink.write(ByteBuffer.wrap(taken));
                Arrays.fill(taken, (byte) 0);
            }
            sink.commit();
        }
        return file.bytes();
    }

    private byte[] sealed(byte[] plain) throws IOException {
        return sealed(sealing, NAME, plain, 10_000);
    }

    private static byte[] opened(Sealing sealing, String name, byte[] stored) throws IOException {
        try (ResultBytes bytes = sealing.open(name, MemoryFile.of(stored));
                InputStream in = bytes.open(0, bytes.size())) {
            return in.readNBytes((int) bytes.size());
        }
    }

    private void assertCorrupt(String what, byte[] stored) {
        assertThatThrownBy(() -> opened(sealing, NAME, stored)).as(what).isInstanceOf(CorruptResultException.class);
    }

    @Example
    void whatIsNotEncryptedIsReadUnlessOnlyEncryptedResultsAreWanted() throws IOException {
        byte[] plain = random(new Random(3), 100_000);
        Sealing only = new Sealing(Keys.of("new", "old").only());

        assertThat(opened(sealing, NAME, plain)).isEqualTo(plain);
        assertThatThrownBy(() -> opened(only, NAME, plain))
                .isInstanceOf(CorruptResultException.class)
                .hasMessage("it is not encrypted, and querybatch.results.encrypted-only is true");
        assertThat(opened(only, NAME, sealed(plain))).isEqualTo(plain);
    }

    @Property(tries = 200)
    void whateverIsWrittenComesBackWhole(
            @ForAll @IntRange(min = 1, max = 5 * CHUNK) int size, @ForAll @IntRange(min = 1, max = 3 * CHUNK) int piece)
            throws IOException {
        byte[] plain = random(new Random(size), size);

        assertThat(opened(sealing, NAME, sealed(sealing, NAME, plain, Math.max(piece, size / 50 + 1))))
                .isEqualTo(plain);
    }

    @Example
    void sizesAroundChunksComeBackWhole() throws IOException {
        for (int chunks = 0; chunks < 4; chunks++) {
            for (int more = chunks == 0 ? 1 : -2; more <= 2; more++) {
                byte[] plain = random(new Random(more), chunks * CHUNK + more);
                byte[] stored = sealed(plain);
                int used = (plain.length + CHUNK - 1) / CHUNK;
                assertThat(stored).hasSize(plain.length + used * ChunkCipher.TAG_BYTES + Seal.BYTES);
                assertThat(opened(sealing, NAME, stored)).isEqualTo(plain);
            }
        }
    }

    @Property(tries = 300)
    void everyStretchIsThatOfThePlainBytes(
            @ForAll @IntRange(max = 4 * CHUNK) int start, @ForAll @IntRange(max = 4 * CHUNK) int length)
            throws IOException {
        byte[] plain = random(new Random(1), 3 * CHUNK + 77);
        int from = Math.min(start, plain.length);
        int count = Math.min(length, plain.length - from);

        try (ResultBytes bytes = sealing.open(NAME, MemoryFile.of(sealed(plain)));
                InputStream in = bytes.open(from, count)) {
            assertThat(in.readAllBytes()).isEqualTo(Arrays.copyOfRange(plain, from, from + count));
        }
    }

    @Example
    void everyFlippedBitIsNoticed() throws IOException {
        byte[] good = sealed("some plain text, not long".getBytes(StandardCharsets.UTF_8));

        for (int bit = 0; bit < good.length * 8; bit++) {
            byte[] altered = good.clone();
            altered[bit / 8] ^= (byte) (1 << bit % 8);
            if (bit / 8 < good.length - Integer.BYTES) {
                assertCorrupt("bit " + bit, altered);
            } else {
                // Without its magic number it is some other file, which is no result either.
                assertThatThrownBy(() -> BlockResult.open(sealing.open(NAME, MemoryFile.of(altered))))
                        .isInstanceOf(CorruptResultException.class);
            }
        }
    }

    @Property(tries = 100)
    void aFlippedBitInALargeFileIsNoticed(
            @ForAll @IntRange(max = 3 * STORED) int position, @ForAll @IntRange(max = 7) int bit) throws IOException {
        byte[] altered = sealed(random(new Random(2), 3 * CHUNK));
        altered[Math.min(position, altered.length - Integer.BYTES - 1)] ^= (byte) (1 << bit);

        assertCorrupt("byte " + position, altered);
    }

    /** With the seal put behind again, as somebody would who knows the format. */
    @Example
    void cutFilesAreNoticed() throws IOException {
        byte[] good = sealed(random(new Random(3), 2 * CHUNK + 100));
        byte[] seal = Arrays.copyOfRange(good, good.length - Seal.BYTES, good.length);

        for (int kept :
                new int[] {0, 1, 15, 16, 17, STORED - 1, STORED, STORED + 1, STORED + 16, 2 * STORED, 2 * STORED + 50
                }) {
            byte[] cut = Arrays.copyOf(good, kept + Seal.BYTES);
            System.arraycopy(seal, 0, cut, kept, Seal.BYTES);
            assertCorrupt("kept " + kept, cut);
        }
    }

    @Example
    void nothingAtAllIsNoFile() throws IOException {
        assertCorrupt("nothing", sealed(new byte[0]));
    }

    @Example
    void moreThanWasWrittenIsNoticed() throws IOException {
        byte[] good = sealed(random(new Random(3), CHUNK));
        byte[] longer = new byte[good.length + STORED];
        System.arraycopy(good, 0, longer, 0, STORED);
        System.arraycopy(good, 0, longer, STORED, good.length);

        assertCorrupt("the only chunk twice", longer);
    }

    @Example
    void chunksInAnotherOrderAreNoticed() throws IOException {
        byte[] good = sealed(random(new Random(4), 4 * CHUNK));
        for (int first = 0; first < 4; first++) {
            for (int second = first + 1; second < 4; second++) {
                byte[] swapped = good.clone();
                System.arraycopy(good, first * STORED, swapped, second * STORED, STORED);
                System.arraycopy(good, second * STORED, swapped, first * STORED, STORED);
                assertCorrupt(first + " and " + second, swapped);
            }
        }
    }

    @Example
    void chunksOfAnotherFileAreNoticed() throws IOException {
        byte[] one = sealed(random(new Random(5), 3 * CHUNK));
        byte[] other = sealed(random(new Random(5), 3 * CHUNK));
        System.arraycopy(other, STORED, one, STORED, STORED);

        assertCorrupt("a chunk of another writing of the same", one);
    }

    @Example
    void aFileInThePlaceOfAnotherIsNoticed() throws IOException {
        byte[] stored = sealed(random(new Random(6), 100));

        for (String name : new String[] {
            "qrb_0123456789abcdef0124/1-7.qbr", NAME.replace("1-7", "1-8"), NAME.replace(".qbr", ".qbp"), NAME + "x"
        }) {
            assertThatThrownBy(() -> opened(sealing, name, stored))
                    .as(name)
                    .isInstanceOf(CorruptResultException.class)
                    .hasMessage("not what was encrypted here with this key");
        }
    }

    @Example
    void theSameIsNeverEncryptedToTheSame() throws IOException {
        byte[] plain = new byte[2 * CHUNK];
        Set<String> chunks = new HashSet<>();
        for (int i = 0; i < 50; i++) {
            byte[] stored = sealed(plain);
            chunks.add(HexFormat.of().formatHex(stored, 0, STORED));
            chunks.add(HexFormat.of().formatHex(stored, STORED, 2 * STORED));
        }
        assertThat(chunks).hasSize(100);
    }

    @Example
    void anOldKeyReadsAndTheNewOneWrites() throws IOException {
        byte[] plain = random(new Random(7), 100);
        byte[] before = sealed(new Sealing(Keys.of("old")), NAME, plain, 100);

        assertThat(opened(sealing, NAME, before)).isEqualTo(plain);
        assertThat(opened(new Sealing(Keys.of("new")), NAME, sealed(plain))).isEqualTo(plain);
    }

    @Example
    void whatWasWrittenWithoutAKeyIsReadAndWrittenAsItIs() throws IOException {
        byte[] plain = random(new Random(8), 100);
        MemoryFile file = new MemoryFile();

        assertThat(new Sealing(EncryptionKeys.NONE).seal(NAME, file)).isSameAs(file);
        for (int size : new int[] {0, 1, Seal.BYTES - 1, Seal.BYTES, 100}) {
            ResultBytes stored = MemoryFile.of(Arrays.copyOf(plain, size));
            assertThat(sealing.open(NAME, stored)).isSameAs(stored);
        }
    }

    @Example
    void aMissingKeyIsNamedAndNoDamage() throws IOException {
        byte[] stored = sealed(new byte[10]);

        for (EncryptionKeys keys : new EncryptionKeys[] {Keys.of("other"), EncryptionKeys.NONE}) {
            assertThatThrownBy(() -> opened(new Sealing(keys), NAME, stored))
                    .isInstanceOf(ResultStoreUnavailableException.class)
                    .hasMessage("it is encrypted with key \"new\", which querybatch.results.keys does not have");
        }
    }

    @Example
    void anotherKeyOfTheSameIdIsNoticed() throws IOException {
        byte[] stored = sealed(new byte[10]);
        Sealing other = new Sealing(EncryptionKeys.parse("new:" + Keys.secret(99)));

        assertThatThrownBy(() -> opened(other, NAME, stored)).isInstanceOf(CorruptResultException.class);
    }

    /** RFC 5869, test case 1. */
    @Example
    void filesHaveKeysByHkdf() {
        byte[] key = HexFormat.of().parseHex("0b".repeat(22));
        byte[] salt = HexFormat.of().parseHex("000102030405060708090a0b0c");
        byte[] info = HexFormat.of().parseHex("f0f1f2f3f4f5f6f7f8f9");

        assertThat(HexFormat.of().formatHex(FileKey.hkdf(key, salt, info)))
                .isEqualTo("3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf");
    }
}
