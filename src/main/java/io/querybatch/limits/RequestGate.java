package io.querybatch.limits;

import java.time.Clock;
import java.time.Duration;

/** The budgets of tenants and of addresses, and the places of tenants. */
public final class RequestGate {

    private final RequestBudgets tenants;
    private final RequestBudgets addresses;
    private final Places places;
    private final Clock clock;

    /** {@code atOnce}: requests of a tenant that are served at the same time; 0: any number. */
    public RequestGate(Rate tenant, Rate address, int atOnce, Clock clock) {
        this.tenants = new RequestBudgets(tenant, clock);
        this.addresses = new RequestBudgets(address, clock);
        this.places = new Places(Integer.MAX_VALUE, atOnce == 0 ? Integer.MAX_VALUE : atOnce);
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

    /** Takes a place for a request of a tenant, which has to be given back; false if there is none. */
    public boolean enter(String tenant) {
        return places.take(tenant);
    }

    /** Gives back a place that was taken. */
    public void leave(String tenant) {
        places.giveBack(tenant);
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
