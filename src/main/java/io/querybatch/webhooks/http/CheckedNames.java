package io.querybatch.webhooks.http;

import io.querybatch.webhooks.AddressRules;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Looks names up for one connection each: what is returned is what is connected to, so nobody can answer otherwise between the look
 * and the connection. One bad address is as bad as all.
 */
final class CheckedNames implements DnsResolver {

    private final AddressRules rules;
    private final DnsResolver names;

    CheckedNames(AddressRules rules, DnsResolver names) {
        this.rules = rules;
        this.names = names;
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] addresses = names.resolve(host);
        if (addresses == null || addresses.length == 0) {
            throw new UnknownHostException("no address");
        }
        for (InetAddress address : addresses) {
            if (!rules.permit(address)) {
                throw new UnknownHostException("an address that may not be called");
            }
        }
        return addresses;
    }

    /** Only authentication asks, which is not used. */
    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }
}
