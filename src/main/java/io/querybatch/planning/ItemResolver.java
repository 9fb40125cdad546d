package io.querybatch.planning;

import io.querybatch.catalog.Account;
import io.querybatch.catalog.Catalog;
import io.querybatch.catalog.DataSource;
import io.querybatch.catalog.FieldDefinition;
import io.querybatch.errors.ErrorCode;
import io.querybatch.errors.Violation;
import io.querybatch.query.DateRange;
import io.querybatch.query.QuerySpec;
import io.querybatch.query.Spelling;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Looks up one item in the catalog and in the caller's rights. */
final class ItemResolver {

    private static final String ALL_ACCOUNTS = "list.all_accounts";
    private static final int DEFAULT_MAX_ROWS = 1_000_000;

    private final Catalog catalog;
    private final PlanningLimits limits;
    private final DataAccess access;
    private final boolean excludeAccountErrors;

    ItemResolver(Catalog catalog, PlanningLimits limits, DataAccess access, boolean excludeAccountErrors) {
        this.catalog = catalog;
        this.limits = limits;
        this.access = access;
        this.excludeAccountErrors = excludeAccountErrors;
    }

    /** Resolves an item; what is wrong with it is added to {@code violations}, and the result then means nothing. */
    Resolved resolve(ItemRequest request, List<Violation> violations) {
        Findings findings = new Findings(request.pointer(), violations);
        DataSource source = catalog.source(request.dataSource()).orElse(null);
        if (source == null) {
            findings.add("/ds_id", unknown("data source", request.dataSource(), visibleIds()));
            return null;
        }
        if (!access.allows(request.dataSource())) {
            findings.deny("/ds_id", "no access to data source \"" + request.dataSource() + "\"");
            return null;
        }
        checkFields(request, source, findings);
        Set<String> excluded = new LinkedHashSet<>();
        List<String> accounts = accounts(request, source, excluded, findings);
        DateRange dates = ItemDates.resolve(request, source, findings);
        int maxRows = Math.min(
                request.maxRows() == null ? DEFAULT_MAX_ROWS : request.maxRows(),
                source.definition().limits().maxRows());
        QuerySpec spec = new QuerySpec(request.dataSource(), accounts, dates, request.fields(), maxRows);
        return new Resolved(spec, List.copyOf(excluded));
    }

    private void checkFields(ItemRequest request, DataSource source, Findings findings) {
        if (request.fields().size() > limits.fields()) {
            findings.add("/fields", "at most " + limits.fields() + " fields");
        }
        List<String> known =
                source.definition().fields().stream().map(FieldDefinition::id).toList();
        for (String field : request.fields()) {
            if (!known.contains(field)) {
                findings.add("/fields", unknown("field", field, known));
            }
        }
    }

    private List<String> accounts(ItemRequest request, DataSource source, Set<String> excluded, Findings findings) {
        if (!source.hasAccounts()) {
            if (request.accounts() != null) {
                findings.add("/ds_accounts", "data source \"" + request.dataSource() + "\" has no accounts");
            }
            return List.of();
        }
        if (request.accounts() == null) {
            findings.add("/ds_accounts", "is required; \"" + ALL_ACCOUNTS + "\" asks for all accounts");
            return List.of();
        }
        int before = findings.count();
        List<String> chosen = choose(request, source, excluded, findings);
        if (chosen.size() > limits.accounts()) {
            findings.add("/ds_accounts", "at most " + limits.accounts() + " accounts");
        }
        if (chosen.isEmpty() && findings.count() == before) {
            findings.add("/ds_accounts", "no account is left to query");
        }
        return chosen;
    }

    private List<String> choose(ItemRequest request, DataSource source, Set<String> excluded, Findings findings) {
        Set<String> chosen = new LinkedHashSet<>();
        for (String asked : request.accounts()) {
            if (asked.equals(ALL_ACCOUNTS)) {
                source.accounts().stream()
                        .map(Account::id)
                        .filter(id -> access.allows(request.dataSource(), id))
                        .forEach(chosen::add);
            } else if (usable(request, source, asked)) {
                chosen.add(asked);
            } else if (excludeAccountErrors) {
                excluded.add(asked);
            } else {
                refuse(source, asked, findings);
            }
        }
        return new ArrayList<>(chosen);
    }

    private boolean usable(ItemRequest request, DataSource source, String account) {
        return source.account(account).isPresent() && access.allows(request.dataSource(), account);
    }

    /** Suggests only accounts the caller may know of. */
    private void refuse(DataSource source, String account, Findings findings) {
        String dataSource = source.definition().id();
        if (source.account(account).isPresent()) {
            findings.deny("/ds_accounts", "no access to account \"" + account + "\"");
            return;
        }
        List<String> visible = source.accounts().stream()
                .map(Account::id)
                .filter(id -> access.allows(dataSource, id))
                .toList();
        findings.add("/ds_accounts", unknown("account", account, visible));
    }

    /** Nobody is told of data sources that are not for them. */
    private List<String> visibleIds() {
        return catalog.sources().stream()
                .map(source -> source.definition().id())
                .filter(access::allows)
                .toList();
    }

    private static String unknown(String what, String word, Collection<String> known) {
        return "unknown " + what + " \"" + word + "\""
                + Spelling.nearest(word, known)
                        .map(nearest -> ", did you mean \"" + nearest + "\"?")
                        .orElse("");
    }

    /**
     * An item whose names are all known.
     *
     * @param spec what it asks
     * @param excludedAccounts accounts left out
     */
    record Resolved(QuerySpec spec, List<String> excludedAccounts) {}

    /** Collects what is wrong with one item. */
    static final class Findings {

        private final String pointer;
        private final List<Violation> violations;

        Findings(String pointer, List<Violation> violations) {
            this.pointer = pointer;
            this.violations = violations;
        }

        void add(String member, String detail) {
            violations.add(new Violation(pointer + member, ErrorCode.UNPROCESSABLE_ENTITY, detail));
        }

        void deny(String member, String detail) {
            violations.add(new Violation(pointer + member, ErrorCode.PERMISSION_ERROR, detail));
        }

        int count() {
            return violations.size();
        }
    }
}
