package io.querybatch.connectors;

import io.querybatch.catalog.Account;
import io.querybatch.catalog.AccountList;
import io.querybatch.catalog.DataSource;
import io.querybatch.catalog.DataSourceDefinition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What a data source is asked before its first query: who its accounts are, and whether it understands every field. */
final class Preparation {

    private static final Duration TIMEOUT = Duration.ofMinutes(1);

    private Preparation() {}

    /**
     * Prepares a data source.
     *
     * @param problems takes what is wrong with its fields
     * @throws ScanException if its accounts cannot be had, or it is unavailable
     */
    static DataSource of(DataSourceDefinition definition, Connector connector, List<String> problems)
            throws ScanException {
        DataSource source = new DataSource(definition, accounts(definition, connector));
        FieldProbe.check(definition, connector, problems);
        return source;
    }

    private static List<Account> accounts(DataSourceDefinition definition, Connector connector) throws ScanException {
        if (definition.accounts() instanceof AccountList.Listed listed) {
            return listed.accounts();
        }
        List<Account> accounts = new ArrayList<>();
        if (definition.accounts() instanceof AccountList.Queried queried) {
            try (RunningScan scan = connector.start(new Scan(queried.sql(), List.of(), TIMEOUT))) {
                RowCursor rows = scan.rows();
                while (rows.next()) {
                    accounts.add(account(rows));
                }
            }
        }
        return accounts;
    }

    private static Account account(RowCursor rows) throws ScanException {
        String id = text(rows, 0);
        return new Account(id, rows.width() > 1 ? text(rows, 1) : id, rows.width() > 2 ? text(rows, 2) : "");
    }

    private static String text(RowCursor rows, int column) throws ScanException {
        Object value = rows.value(column);
        return value == null ? "" : value.toString();
    }
}
