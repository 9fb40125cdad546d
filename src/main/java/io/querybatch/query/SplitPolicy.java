package io.querybatch.query;

/**
 * How an item becomes queries (contract B §2.4).
 *
 * @param byAccount one query for each account ({@code split_accounts_policy=all})
 * @param byDay one query for each day ({@code split_dates_policy=day})
 */
public record SplitPolicy(boolean byAccount, boolean byDay) {}
