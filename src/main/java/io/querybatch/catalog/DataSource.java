package io.querybatch.catalog;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A data source that is ready to be queried: its definition and the accounts it really has. */
public final class DataSource {

    private final DataSourceDefinition definition;
    private final Map<String, Account> accounts;
    private final boolean asked;
    private final String version;
    private final Map<String, List<String>> accountLists;

    /** The {@code accounts} keep their order; it is the order of {@code list.all_accounts}. */
    public DataSource(DataSourceDefinition definition, List<Account> accounts) {
        this(definition, accounts, true);
    }

    private DataSource(DataSourceDefinition definition, List<Account> accounts, boolean asked) {
        this.definition = definition;
        this.asked = asked;
        this.version = definition.version();
        Map<String, Account> byId = new LinkedHashMap<>();
        accounts.forEach(account -> byId.put(account.id(), account));
        this.accounts = Collections.unmodifiableMap(byId);
        this.accountLists = lists(definition, accounts);
    }

    /** A data source that could not be asked for anything yet: only accounts that the catalog lists are known. */
    public static DataSource unasked(DataSourceDefinition definition) {
        return definition.accounts() instanceof AccountList.Listed listed
                ? new DataSource(definition, listed.accounts(), false)
                : new DataSource(definition, List.of(), false);
    }

    /** Whether it has been asked for its accounts, and for its fields. */
    public boolean asked() {
        return asked;
    }

    public DataSourceDefinition definition() {
        return definition;
    }

    /** {@link DataSourceDefinition#version()}. */
    public String version() {
        return version;
    }

    /** An account; while the accounts are not known every id is taken at its word, and its queries fail at the source. */
    public Optional<Account> account(String id) {
        boolean unknown = !asked && definition.accounts() instanceof AccountList.Queried;
        return unknown ? Optional.of(new Account(id, id, "")) : Optional.ofNullable(accounts.get(id));
    }

    /** All accounts, in the source's order. */
    public Collection<Account> accounts() {
        return accounts.values();
    }

    /** Lists of account ids by their slug: those of the definition, and one for each group of accounts. */
    public Map<String, List<String>> accountLists() {
        return accountLists;
    }

    private static Map<String, List<String>> lists(DataSourceDefinition definition, Collection<Account> accounts) {
        Map<String, List<String>> lists = new TreeMap<>();
        for (Account account : accounts) {
            String slug = account.group().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
            if (!slug.isEmpty()) {
                lists.computeIfAbsent(slug, group -> new ArrayList<>()).add(account.id());
            }
        }
        lists.putAll(definition.accountLists());
        return Collections.unmodifiableMap(lists);
    }

    /** Whether queries of this source name accounts at all. */
    public boolean hasAccounts() {
        return definition.accountColumn() != null;
    }

    /** Whether queries of this source name dates at all. */
    public boolean hasDates() {
        return definition.dateColumn() != null;
    }
}
