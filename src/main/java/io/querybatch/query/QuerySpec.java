package io.querybatch.query;

import io.querybatch.hosts.ForHosts;
import io.querybatch.hosts.Internal;
import java.time.LocalDate;
import java.util.List;

/**
 * What one query asks, with every name, list and date resolved: nothing in it depends on the moment it runs.
 *
 * @param dataSource {@code ds_id} of the data source, as the catalog spells it
 * @param accounts account ids in the order asked for; empty when the source has no accounts
 * @param segments ids of the segments asked for; their filters are part of {@code filter}
 * @param dates days asked for; null when the source has no dates or all days are asked for
 * @param fields fields in the order asked for, at least one
 * @param filter which rows are kept; null: all
 * @param selection order and limits
 * @param comparison comparison with another period, or null
 * @param settings presentation
 */
@ForHosts(since = "0.1")
public record QuerySpec(
        String dataSource,
        List<String> accounts,
        List<String> segments,
        DateRange dates,
        List<FieldRef> fields,
        Filter filter,
        Selection selection,
        PeriodComparison comparison,
        QuerySettings settings) {

    /** What an item asks that could not be planned. No query that runs is like it. */
    static final QuerySpec NOTHING = new QuerySpec("", List.of(), null, List.of(), 1);

    /** Stands for the dates of a kind. */
    private static final DateRange ANY_DAYS = new DateRange(LocalDate.EPOCH, LocalDate.EPOCH);

    @Internal
    public QuerySpec {
        accounts = List.copyOf(accounts);
        segments = List.copyOf(segments);
        fields = List.copyOf(fields);
    }

    /** A query for the first rows of some fields, with nothing special about it. */
    public QuerySpec(String dataSource, List<String> accounts, DateRange dates, List<String> fields, int maxRows) {
        this(
                dataSource,
                accounts,
                List.of(),
                dates,
                fields.stream().map(FieldRef::inRows).toList(),
                null,
                Selection.first(maxRows),
                null,
                QuerySettings.DEFAULT);
    }

    /** The same query for one of its accounts. */
    @Internal
    public QuerySpec forAccount(String account) {
        return forAccounts(List.of(account));
    }

    /** The same query for some of its accounts. */
    QuerySpec forAccounts(List<String> some) {
        return new QuerySpec(dataSource, some, segments, dates, fields, filter, selection, comparison, settings);
    }

    /** The same query for some of its days. */
    @Internal
    public QuerySpec forDates(DateRange days) {
        PeriodComparison cut = comparison == null ? null : comparison.forDates(dates, days);
        return new QuerySpec(dataSource, accounts, segments, days, fields, filter, selection, cut, settings);
    }

    /** The same query for other accounts and dates; not for one with a comparison, whose dates depend on these. */
    @Internal
    public QuerySpec forScope(List<String> others, DateRange days) {
        return new QuerySpec(dataSource, others, segments, days, fields, filter, selection, comparison, settings);
    }

    /** What it has in common with queries for other accounts and dates. */
    @Internal
    public QueryKind kind() {
        DateRange days = dates == null ? null : ANY_DAYS;
        QuerySpec form =
                new QuerySpec(dataSource, List.of(), segments, days, fields, filter, selection, null, settings);
        boolean alone =
                settings.noFusion() || comparison != null || fields.stream().anyMatch(FieldRef::column);
        return new QueryKind(form, !alone);
    }
}
