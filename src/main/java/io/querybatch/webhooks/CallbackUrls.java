package io.querybatch.webhooks;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which URLs may be called, as far as their text tells. What their names stand for is looked at when they are called.
 *
 * @param plain whether http is allowed besides https
 * @param hosts names of the only hosts that may be called, in lower case, {@code *.} before one for all below it; empty for all
 * @param addresses which addresses may be called
 */
public record CallbackUrls(boolean plain, Set<String> hosts, AddressRules addresses) {

    private static final int MAX_PORT = 65_535;
    private static final Pattern VISIBLE = Pattern.compile("[\\x21-\\x7E]+");
    private static final Pattern NAME = Pattern.compile(
            "(?=.{1,253}$)[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*");

    /** What programs take for an IPv4 address, each in its own way: 127.1, 0177.0.0.1, 0x7f000001, 2130706433. */
    private static final Pattern NUMBER = Pattern.compile("(.*\\.)?([0-9]+|0[xX][0-9a-fA-F]*)");

    private static final String BYTE = "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
    private static final Pattern IPV4 = Pattern.compile(BYTE + "(\\." + BYTE + "){3}");
    private static final Pattern IPV6 = Pattern.compile("\\[[0-9a-fA-F:]+]");
    private static final Pattern LOCAL = Pattern.compile("(?i)(.*\\.)?localhost");

    public CallbackUrls {
        hosts = Set.copyOf(hosts);
    }

    /** What is wrong with a URL, in words for who sent it; empty if it may be called. */
    public Optional<String> wrong(String text) {
        if (!VISIBLE.matcher(text).matches()) {
            return Optional.of("must be a URL of visible ASCII characters");
        }
        try {
            URI url = new URI(text);
            return wrongWithForm(url).or(() -> wrongWithHost(url.getHost()));
        } catch (URISyntaxException e) {
            return Optional.of("must be a URL");
        }
    }

    private Optional<String> wrongWithForm(URI url) {
        String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !(plain && scheme.equals("http"))) {
            return Optional.of(plain ? "must begin with https:// or http://" : "must begin with https://");
        }
        if (url.getRawAuthority() != null && url.getRawAuthority().contains("@")) {
            return Optional.of("must have no user name or password");
        }
        if (url.getHost() == null) {
            return Optional.of("must name a host, or an address in its usual form");
        }
        if (url.getPort() == 0
                || url.getPort() > MAX_PORT
                || url.getRawAuthority().endsWith(":")) {
            return Optional.of("must have a port from 1 to " + MAX_PORT + ", or none");
        }
        return url.getRawFragment() == null ? Optional.empty() : Optional.of("must have no fragment");
    }

    private Optional<String> wrongWithHost(String host) {
        boolean address = IPV4.matcher(host).matches() || IPV6.matcher(host).matches();
        boolean name = NAME.matcher(host).matches() && !NUMBER.matcher(host).matches();
        if (!address && !name) {
            return Optional.of("must name a host, or an address in its usual form");
        }
        if (!isListed(host.toLowerCase(Locale.ROOT))) {
            return Optional.of("names a host that this server may not call");
        }
        boolean literal = address || LOCAL.matcher(host).matches();
        return !literal || permit(host)
                ? Optional.empty()
                : Optional.of("has an address that this server may not call");
    }

    private boolean isListed(String host) {
        return hosts.isEmpty()
                || hosts.stream()
                        .anyMatch(listed ->
                                listed.startsWith("*.") ? host.endsWith(listed.substring(1)) : host.equals(listed));
    }

    /** Names of this machine are as good as its address (RFC 6761): neither is looked up. */
    private boolean permit(String host) {
        try {
            InetAddress address = LOCAL.matcher(host).matches()
                    ? InetAddress.getByAddress(new byte[] {127, 0, 0, 1})
                    : InetAddress.getByName(host);
            boolean hidden = host.startsWith("[") && address.getAddress().length == 4;
            return !hidden && addresses.permit(address);
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
