package io.querybatch.query;

import java.util.List;

/**
 * What one query asks, with every name, list and date resolved: nothing in it depends on the moment it runs.
 *
 * @param dataSource {@code ds_id} of the data source, as the catalog spells it
 * @param accounts account ids in the order asked for; empty when the source has no accounts
 * @param dates days asked for; null when the source has no dates or all days are asked for
 * @param fields field ids in the order asked for, at least one
 * @param maxRows most data rows to return, at least 1
 */
public record QuerySpec(String dataSource, List<String> accounts, DateRange dates, List<String> fields, int maxRows) {

    public QuerySpec {
        accounts = List.copyOf(accounts);
        fields = List.copyOf(fields);
    }

    /** The same query for one of its accounts. */
    public QuerySpec forAccount(String account) {
        return new QuerySpec(dataSource, List.of(account), dates, fields, maxRows);
    }

    /** The same query for some of its days. */
    public QuerySpec forDates(DateRange days) {
        return new QuerySpec(dataSource, accounts, days, fields, maxRows);
    }
}
