package io.querybatch.catalog;

import java.util.List;

/** Where the accounts of a data source come from. */
public sealed interface AccountList {

    /** The source has no accounts. */
    record None() implements AccountList {}

    /** Accounts written in the catalog file, in that order. */
    record Listed(List<Account> accounts) implements AccountList {
        public Listed {
            accounts = List.copyOf(accounts);
        }
    }

    /** Accounts asked of the service that computes the queries, when the catalog is loaded. */
    record Remote() implements AccountList {}

    /** Accounts asked of the source itself when the catalog is loaded: columns id, name, group, in this order. */
    record Queried(String sql) implements AccountList {}
}
