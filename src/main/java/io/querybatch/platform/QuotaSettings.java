package io.querybatch.platform;

import io.querybatch.quotas.Quota;
import io.querybatch.quotas.QuotaLimits;
import java.util.EnumMap;
import java.util.Map;

/** The settings of how much tenants may use. */
final class QuotaSettings {

    private static final Map<Quota, String> NAMES = Map.of(
            Quota.QUERIES_PER_DAY, "querybatch.quotas.queries-per-day",
            Quota.ROWS_PER_MONTH, "querybatch.quotas.rows-per-month",
            Quota.BYTES_PER_MONTH, "querybatch.quotas.bytes-per-month",
            Quota.OPEN_BATCHES, "querybatch.quotas.open-batches",
            Quota.OPEN_QUERIES, "querybatch.quotas.open-queries",
            Quota.STORED_BYTES, "querybatch.quotas.stored-bytes");

    private QuotaSettings() {}

    /**
     * Reads them.
     *
     * @throws StartupException if one cannot be read
     */
    static QuotaLimits of(Settings settings) {
        Map<Quota, QuotaLimits.Limit> limits = new EnumMap<>(Quota.class);
        NAMES.forEach((quota, name) ->
                limits.put(quota, settings.value(name, QuotaLimits.Limit::parse, QuotaLimits.Limit.NONE)));
        return new QuotaLimits(limits);
    }
}
