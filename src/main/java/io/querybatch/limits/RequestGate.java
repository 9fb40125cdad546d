package io.querybatch.limits;

import java.time.Clock;
import java.time.Duration;

/** The budgets of tenants and of addresses. */
public final class RequestGate {

    private final RequestBudgets tenants;
    private final RequestBudgets addresses;
    private final Clock clock;

    public RequestGate(Rate tenant, Rate address, Clock clock) {
        this.tenants = new RequestBudgets(tenant, clock);
        this.addresses = new RequestBudgets(address, clock);
        this.clock = clock;
    }

    /** Spends a request that came from an address, whoever sent it. */
    public Allowance fromAddress(String address) {
        return addresses.take(address);
    }

    /** Spends a request of a tenant, wherever it came from. */
    public Allowance ofTenant(String tenant) {
        return tenants.take(tenant);
    }

    /** Tells other nodes what tenants have asked. Addresses are each node's own. */
    void share(RequestUse use) {
        tenants.share(use);
    }

    /** Forgets what does not matter any more. */
    void forget(RequestUse use) {
        tenants.forgetIdle();
        addresses.forgetIdle();
        // Clocks of nodes differ, by far less than this.
        use.forget(clock.instant().minus(Duration.ofHours(2)));
    }
}
