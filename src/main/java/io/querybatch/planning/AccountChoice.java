package io.querybatch.planning;

import io.querybatch.catalog.Account;
import io.querybatch.grammar.RegexText;
import java.util.List;

/** Accounts as a caller chose them (contract B §5.2). */
public sealed interface AccountChoice {

    /** Ids, and names of lists such as {@code list.all_accounts}. */
    record Named(List<String> names) implements AccountChoice {
        public Named {
            names = List.copyOf(names);
        }
    }

    /** All whose id and name match; a null expression matches everything. */
    record Matching(RegexText id, RegexText name) implements AccountChoice {

        boolean matches(Account account) {
            return (id == null || id.foundIn(account.id())) && (name == null || name.foundIn(account.name()));
        }
    }
}
