package io.querybatch.catalog;

import java.util.List;

/**
 * What is different about a data source without {@code from}: it is not asked in SQL, the service at the other end computes
 * its queries, and can be asked what it has.
 */
final class RemoteSource {

    /** Instead of accounts or fields: the service is asked for them. */
    private static final String ASKED = "remote";

    private static final List<String> SQL_ONLY = List.of("tables", "load", "date_column");
    private static final List<String> REMOTE_ONLY = List.of("dates");

    private RemoteSource() {}

    /** Whether the mapping describes one; reports the keys that then do not fit. */
    static boolean is(YamlMap map) {
        boolean remote = !map.has("from");
        String place = "is not for a data source " + (remote ? "without" : "with") + " \"from\"";
        (remote ? SQL_ONLY : REMOTE_ONLY)
                .stream().filter(map::has).forEach(key -> map.problem(key, "\"" + key + "\" " + place));
        if (!remote) {
            List.of("accounts", "fields").stream()
                    .filter(key -> map.is(key, ASKED))
                    .forEach(key -> map.problem(key, "\"" + ASKED + "\" " + place));
        }
        return remote;
    }

    /** Whether the service is to be asked instead of reading what stands at a key. */
    static boolean isAskedFor(YamlMap map, String key) {
        return map.is(key, ASKED);
    }

    /** The accounts of a data source that lists none in its file. */
    static AccountList unlistedAccounts(YamlMap map) {
        return isAskedFor(map, "accounts") ? new AccountList.Remote() : new AccountList.None();
    }

    /** The parameter that names accounts, or null. */
    static String accountParameter(YamlMap map) {
        return map.has("accounts") ? "ds_accounts" : null;
    }

    /** The parameter that says the dates, or null. */
    static String dateParameter(YamlMap map) {
        return !map.has("dates") || map.flag("dates") ? "start_date" : null;
    }
}
