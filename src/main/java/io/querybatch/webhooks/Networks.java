package io.querybatch.webhooks;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Ranges of addresses, such as {@code 10.0.0.0/8} or {@code fd00::/8}.
 *
 * @param ranges the ranges
 */
public record Networks(List<Range> ranges) {

    private static final Pattern ADDRESS = Pattern.compile("[0-9a-fA-F:.]*[:.][0-9a-fA-F:.]*");

    public Networks {
        ranges = List.copyOf(ranges);
    }

    /**
     * A range.
     *
     * @param first an address of it, of 4 or 16 bytes, without a name
     * @param bits how many of its first bits all addresses of the range have
     */
    public record Range(InetAddress first, int bits) {

        private boolean contains(byte[] address) {
            byte[] own = first.getAddress();
            if (own.length != address.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> bit % 8;
                if ((own[bit / 8] & mask) != (address[bit / 8] & mask)) {
                    return false;
                }
            }
            return true;
        }
    }

    /**
     * Reads ranges with commas between them.
     *
     * @throws IllegalArgumentException if one is none
     */
    public static Networks parse(String text) {
        return new Networks(Stream.of(text.split(","))
                .map(String::strip)
                .filter(range -> !range.isEmpty())
                .map(Networks::range)
                .toList());
    }

    private static Range range(String text) {
        int slash = text.indexOf('/');
        InetAddress first = address(slash < 0 ? text : text.substring(0, slash));
        int most = 8 * first.getAddress().length;
        int bits = slash < 0 ? most : Integer.parseInt(text.substring(slash + 1));
        if (bits < 0 || bits > most) {
            throw new IllegalArgumentException(text);
        }
        return new Range(first, bits);
    }

    /** Never a name: that would be looked up. */
    private static InetAddress address(String text) {
        if (!ADDRESS.matcher(text).matches()) {
            throw new IllegalArgumentException(text);
        }
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    boolean contain(InetAddress address) {
        byte[] bytes = address.getAddress();
        return ranges.stream().anyMatch(range -> range.contains(bytes));
    }
}
