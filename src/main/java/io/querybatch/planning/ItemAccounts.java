package io.querybatch.planning;

import io.querybatch.catalog.Account;
import io.querybatch.catalog.DataSource;
import io.querybatch.errors.ErrorCode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Resolves the accounts of one item: names, lists and patterns, within the caller's rights. */
final class ItemAccounts {

    private static final String MEMBER = "/ds_accounts";
    private static final String LIST = "list.";
    private static final String ALL = "list.all_accounts";
    private static final AccountChoice EVERYBODY = new AccountChoice.Named(List.of(ALL));

    private final DataSource source;
    private final String dataSource;
    private final DataAccess access;
    private final boolean exclude;
    private final Findings findings;
    private final Set<String> chosen = new LinkedHashSet<>();
    private final Set<String> excluded = new LinkedHashSet<>();

    /** With {@code exclude}, what cannot be queried is left out instead of being an error. */
    ItemAccounts(DataSource source, DataAccess access, boolean exclude, Findings findings) {
        this.source = source;
        this.dataSource = source.definition().id();
        this.access = access;
        this.exclude = exclude;
        this.findings = findings;
    }

    /** The accounts of a choice in the order given, at most {@code limit}; of null, as of all accounts. */
    List<String> resolve(AccountChoice choice, int limit) {
        if (!source.hasAccounts()) {
            if (choice != null) {
                findings.add(MEMBER, "data source \"" + dataSource + "\" has no accounts");
            }
            return List.of();
        }
        int before = findings.count();
        choose(choice == null ? EVERYBODY : choice);
        if (chosen.size() > limit) {
            findings.add(MEMBER, "at most " + limit + " accounts");
        }
        if (chosen.isEmpty() && findings.count() == before) {
            findings.add(MEMBER, "no account is left to query", ErrorCode.QUERY_ACCOUNT_UNAVAILABLE);
        }
        return new ArrayList<>(chosen);
    }

    /** What was left out. */
    List<String> excluded() {
        return List.copyOf(excluded);
    }

    private void choose(AccountChoice choice) {
        if (choice instanceof AccountChoice.Matching pattern) {
            visible().filter(pattern::matches).map(Account::id).forEach(chosen::add);
        } else if (choice instanceof AccountChoice.Named named) {
            named.names().forEach(this::choose);
        }
    }

    private void choose(String name) {
        if (name.equals(ALL)) {
            visible().map(Account::id).forEach(chosen::add);
        } else if (source.account(name).isPresent() && access.allows(dataSource, name)) {
            chosen.add(name);
        } else if (source.account(name).isEmpty() && name.startsWith(LIST)) {
            chooseList(name);
        } else if (exclude) {
            excluded.add(name);
        } else {
            refuse(name);
        }
    }

    /** Of a list, like of all accounts, everybody gets what is his. */
    private void chooseList(String name) {
        String slug = name.substring(LIST.length());
        List<String> members = source.accountLists().get(slug);
        if (members == null) {
            List<String> known =
                    source.accountLists().keySet().stream().map(LIST::concat).toList();
            findings.unknown(MEMBER, "account list", name, known, ErrorCode.QUERY_ACCOUNT_UNAVAILABLE);
            return;
        }
        members.stream()
                .filter(id -> source.account(id).isPresent() && access.allows(dataSource, id))
                .forEach(chosen::add);
    }

    /** Suggests only accounts the caller may know of. */
    private void refuse(String account) {
        if (source.account(account).isPresent()) {
            findings.deny(MEMBER, "no access to account \"" + account + "\"");
        } else {
            List<String> known = visible().map(Account::id).toList();
            findings.unknown(MEMBER, "account", account, known, ErrorCode.QUERY_ACCOUNT_UNAVAILABLE);
        }
    }

    private Stream<Account> visible() {
        return source.accounts().stream().filter(account -> access.allows(dataSource, account.id()));
    }
}
