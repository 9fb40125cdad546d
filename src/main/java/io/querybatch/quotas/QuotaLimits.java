package io.querybatch.quotas;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** How much of everything every tenant may use. */
public final class QuotaLimits {

    private final Map<Quota, Limit> limits;

    /** What is missing is not limited. */
    public QuotaLimits(Map<Quota, Limit> limits) {
        this.limits = Map.copyOf(limits);
    }

    /** What a tenant may use; empty: anything. */
    public OptionalLong of(Quota quota, String tenant) {
        Limit limit = limits.get(quota);
        return limit == null ? OptionalLong.empty() : limit.of(tenant);
    }

    /** Whether anything is limited for a tenant. */
    boolean limitsAny(String tenant) {
        return limits.keySet().stream().anyMatch(quota -> of(quota, tenant).isPresent());
    }

    /** Whether it is limited for anybody. */
    boolean isLimited(Quota quota) {
        Limit limit = limits.get(quota);
        return limit != null && !limit.isNone();
    }

    /**
     * How much tenants may use of one thing.
     *
     * @param everybody those that are not named; 0: anything
     * @param named tenants with a limit of their own; 0: anything
     */
    public record Limit(long everybody, Map<String, Long> named) {

        /** Anybody may use anything. */
        public static final Limit NONE = new Limit(0, Map.of());

        public Limit {
            named = Map.copyOf(named);
        }

        /**
         * Reads {@code 1000,acme=50000,globex=0}: the limit of everybody, and of those that are named. Without the first, who is not
         * named is not limited.
         *
         * @throws IllegalArgumentException if it means nothing
         */
        public static Limit parse(String text) {
            long everybody = 0;
            Map<String, Long> named = new HashMap<>();
            List<String> entries = List.of(text.split(",", -1));
            for (int i = 0; i < entries.size(); i++) {
                String entry = entries.get(i).strip();
                int equals = entry.lastIndexOf('=');
                if (equals < 0 && i == 0) {
                    everybody = amount(entry);
                } else if (equals < 1
                        || named.put(entry.substring(0, equals).strip(), amount(entry.substring(equals + 1))) != null) {
                    throw new IllegalArgumentException(entry);
                }
            }
            return new Limit(everybody, named);
        }

        private static long amount(String text) {
            long amount = Long.parseLong(text.strip());
            if (amount < 0) {
                throw new IllegalArgumentException(text);
            }
            return amount;
        }

        OptionalLong of(String tenant) {
            long limit = named.getOrDefault(tenant, everybody);
            return limit == 0 ? OptionalLong.empty() : OptionalLong.of(limit);
        }

        boolean isNone() {
            return everybody == 0 && named.values().stream().allMatch(limit -> limit == 0);
        }
    }
}
