package io.querybatch.webhooks;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;

/**
 * Which addresses may be called: those that anybody in the internet can reach, and what the operator adds. Everything else,
 * private, local, of documents or of the cloud itself, is inside, and callers of the API are not.
 *
 * @param added what the operator adds
 */
public record AddressRules(Networks added) {

    /** IANA's special-purpose addresses, multicast, what is reserved; and where Azure answers its machines. */
    private static final Networks SPECIAL_V4 = Networks.parse(
            "0.0.0.0/8,10.0.0.0/8,100.64.0.0/10,127.0.0.0/8,"
                    + "169.254.0.0/16,172.16.0.0/12,192.0.0.0/24,192.0.2.0/24,192.31.196.0/24,192.52.193.0/24,192.88.99.0/24,"
                    + "192.168.0.0/16,192.175.48.0/24,198.18.0.0/15,198.51.100.0/24,203.0.113.0/24,224.0.0.0/3,168.63.129.16/32");

    /** The only part of IPv6 that is for the internet as a whole. */
    private static final Networks GLOBAL_V6 = Networks.parse("2000::/3");

    private static final Networks SPECIAL_V6 =
            Networks.parse("2001::/23,2001:db8::/32,2002::/16,2620:4f:8000::/48,3fff::/20");

    private static final Networks SIX_TO_FOUR = Networks.parse("2002::/16");
    private static final Networks NAT64 = Networks.parse("64:ff9b::/96");

    /** Whether a call may go there. An address in which another one is hidden is no better than that. */
    public boolean permit(InetAddress address) {
        return (added.contain(address) || isGlobal(address))
                && hidden(address).map(this::permit).orElse(true);
    }

    private static boolean isGlobal(InetAddress address) {
        return address.getAddress().length == 4
                ? !SPECIAL_V4.contain(address)
                : GLOBAL_V6.contain(address) && !SPECIAL_V6.contain(address);
    }

    private static Optional<InetAddress> hidden(InetAddress address) {
        if (SIX_TO_FOUR.contain(address)) {
            return Optional.of(part(address, 2));
        }
        return NAT64.contain(address) ? Optional.of(part(address, 12)) : Optional.empty();
    }

    private static InetAddress part(InetAddress address, int from) {
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(address.getAddress(), from, from + 4));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }
}
