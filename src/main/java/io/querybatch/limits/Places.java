package io.querybatch.limits;

import java.util.HashMap;
import java.util.Map;

/** Room for some at a time, and for each tenant a part of it; safe for many threads. */
public final class Places {

    private final int most;
    private final int mostOfTenant;
    private final Map<String, Integer> taken = new HashMap<>();
    private int all;

    public Places(int most, int mostOfTenant) {
        this.most = most;
        this.mostOfTenant = mostOfTenant;
    }

    /** Takes a place, which has to be given back; false if there is none. */
    public synchronized boolean take(String tenant) {
        int own = taken.getOrDefault(tenant, 0);
        if (all == most || own == mostOfTenant) {
            return false;
        }
        taken.put(tenant, own + 1);
        all++;
        return true;
    }

    /** Gives back a place that was taken. */
    public synchronized void giveBack(String tenant) {
        taken.computeIfPresent(tenant, (name, own) -> own == 1 ? null : own - 1);
        all--;
    }
}
