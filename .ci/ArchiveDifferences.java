import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Compares files of two folders, byte by byte, and says of archives which entry differs, and in what, down to archives within
 * archives. Ends with 1 if anything does.
 */
final class ArchiveDifferences {

    private static final int MOST = 50;

    private int count;

    /** Of the present file. */
    private int said;

    private record Entry(byte[] content, long time, long stored) {}

    public static void main(String[] args) throws IOException {
        ArchiveDifferences differences = new ArchiveDifferences();
        for (String name : List.of(args).subList(2, args.length)) {
            differences.files(name, Path.of(args[0], name), Path.of(args[1], name));
        }
        System.exit(differences.count == 0 ? 0 : 1);
    }

    private void files(String name, Path one, Path other) throws IOException {
        said = 0;
        if (!Files.exists(one) && !Files.exists(other)) {
            System.out.println("not made   " + name);
        } else if (!Files.exists(one) || !Files.exists(other)) {
            say(name, "made once only");
        } else if (Files.mismatch(one, other) < 0) {
            System.out.println("the same   " + name + "  sha256 " + sum(Files.readAllBytes(one)));
        } else {
            System.out.println("DIFFERENT  " + name);
            contents(name, Files.readAllBytes(one), Files.readAllBytes(other));
        }
    }

    private void contents(String name, byte[] one, byte[] other) throws IOException {
        int before = count;
        if (isArchive(one) && isArchive(other)) {
            entries(name, read(one), read(other));
            rights(name, rights(one), rights(other));
            if (count == before) {
                say(name, "only how it is packed: flags, the fields of entries, or what is before and after them");
            }
        } else {
            int at = Arrays.mismatch(one, other);
            say(
                    name,
                    one.length + " and " + other.length + " bytes, at " + at + ": " + near(one, at) + " | "
                            + near(other, at));
        }
    }

    private void entries(String name, Map<String, Entry> one, Map<String, Entry> other) throws IOException {
        TreeSet<String> all = new TreeSet<>(one.keySet());
        all.addAll(other.keySet());
        List<String> otherTimes = new ArrayList<>();
        for (String entry : all) {
            if (!one.containsKey(entry) || !other.containsKey(entry)) {
                say(name + "!" + entry, "there once only");
            } else {
                entry(name + "!" + entry, one.get(entry), other.get(entry));
                if (one.get(entry).time() != other.get(entry).time()) {
                    otherTimes.add(entry);
                }
            }
        }
        if (!otherTimes.isEmpty()) {
            say(name, otherTimes.size() + " entries with other times, such as " + otherTimes.get(0));
        }
        if (one.keySet().equals(other.keySet()) && !List.copyOf(one.keySet()).equals(List.copyOf(other.keySet()))) {
            say(name, "entries in another order");
        }
    }

    private void entry(String name, Entry one, Entry other) throws IOException {
        if (!Arrays.equals(one.content(), other.content())) {
            contents(name, one.content(), other.content());
        }
        if (Arrays.equals(one.content(), other.content()) && one.stored() != other.stored()) {
            say(name, "compressed another way");
        }
    }

    private void rights(String name, Map<String, Long> one, Map<String, Long> other) {
        List<String> differ = one.keySet().stream()
                .filter(other::containsKey)
                .filter(entry -> !one.get(entry).equals(other.get(entry)))
                .toList();
        if (!differ.isEmpty()) {
            String first = differ.get(0);
            String rights = Long.toOctalString(one.get(first)) + " and " + Long.toOctalString(other.get(first));
            say(
                    name,
                    differ.size() + " entries with other rights, such as " + first + ", " + rights
                            + ": another umask?");
        }
    }

    /** Of entries, as the directory at the end of the archive has them. */
    private static Map<String, Long> rights(byte[] archive) {
        Map<String, Long> rights = new LinkedHashMap<>();
        ByteBuffer bytes = ByteBuffer.wrap(archive).order(ByteOrder.LITTLE_ENDIAN);
        int end = archive.length - 22;
        while (end > 0 && bytes.getInt(end) != 0x06054b50) {
            end--;
        }
        for (int at = end <= 0 ? 0 : bytes.getInt(end + 16); at < end && bytes.getInt(at) == 0x02014b50; ) {
            int name = bytes.getShort(at + 28);
            String entry = new String(archive, at + 46, name, StandardCharsets.UTF_8);
            rights.put(entry, Integer.toUnsignedLong(bytes.getInt(at + 38)) >> 16);
            at += 46 + name + bytes.getShort(at + 30) + bytes.getShort(at + 32);
        }
        return rights;
    }

    private void say(String name, String what) {
        count++;
        if (++said <= MOST) {
            System.out.println("  " + name + ": " + what);
        }
    }

    private static boolean isArchive(byte[] bytes) {
        return bytes.length > 3 && bytes[0] == 'P' && bytes[1] == 'K' && bytes[2] == 3 && bytes[3] == 4;
    }

    private static Map<String, Entry> read(byte[] archive) throws IOException {
        Map<String, Entry> entries = new LinkedHashMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(archive))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                byte[] content = in.readAllBytes();
                entries.put(entry.getName(), new Entry(content, entry.getTime(), entry.getCompressedSize()));
            }
        }
        return entries;
    }

    private static String near(byte[] bytes, int at) {
        byte[] part = Arrays.copyOfRange(bytes, Math.min(at, bytes.length), Math.min(at + 40, bytes.length));
        return new String(part, StandardCharsets.ISO_8859_1).replaceAll("[^ -~]", ".");
    }

    private static String sum(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
