package io.querybatch.query;

/**
 * What a query has in common with those that differ from it in accounts and dates only: they take about as long, and one scan may
 * answer them together.
 *
 * @param form the query without its accounts, dates and comparison
 * @param fuses whether one scan can answer several of the kind; not with a comparison, with columns that the data decides, or
 *     when it was asked not to
 */
public record QueryKind(QuerySpec form, boolean fuses) {

    /** The same for a query that must have a scan of its own. */
    public QueryKind alone() {
        return new QueryKind(form, false);
    }
}
