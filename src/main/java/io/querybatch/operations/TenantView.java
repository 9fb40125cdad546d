package io.querybatch.operations;

import io.querybatch.execution.TenantShares;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A tenant with work, or with a weight, on all nodes. */
@JsonbPropertyOrder({
    "tenant",
    "openBatches",
    "pausedBatches",
    "queued",
    "running",
    "slots",
    "cap",
    "weight",
    "oldestWaitingSeconds"
})
public record TenantView(
        String tenant,
        long openBatches,
        long pausedBatches,
        long queued,
        long running,
        long slots,
        Integer cap,
        int weight,
        Double oldestWaitingSeconds) {

    /** Those with the most that waits first. */
    static List<TenantView> all(List<Load> loads, TenantShares shares) {
        Map<String, Load> sums = new TreeMap<>();
        shares.weights().keySet().forEach(tenant -> sums.put(tenant, Load.NONE));
        loads.forEach(load -> sums.merge(load.tenant(), load, Load::and));
        return sums.entrySet().stream()
                .map(sum -> of(sum.getKey(), sum.getValue(), shares))
                .sorted(Comparator.comparingLong((TenantView tenant) -> -tenant.queued())
                        .thenComparingLong(tenant -> -tenant.running()))
                .toList();
    }

    private static TenantView of(String tenant, Load sum, TenantShares shares) {
        return new TenantView(
                tenant,
                sum.open(),
                sum.paused(),
                sum.queued(),
                sum.running(),
                sum.slots(),
                shares.capped() ? shares.concurrency() : null,
                shares.weight(tenant),
                Seconds.of(sum.oldest()));
    }
}
