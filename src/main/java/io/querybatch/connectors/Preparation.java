package io.querybatch.connectors;

import io.querybatch.catalog.Account;
import io.querybatch.catalog.AccountList;
import io.querybatch.catalog.CatalogException;
import io.querybatch.catalog.DataSource;
import io.querybatch.catalog.DataSourceDefinition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What a data source is asked before its first query: its accounts, and its fields or whether it understands them. */
final class Preparation {

    private static final Duration TIMEOUT = Duration.ofMinutes(1);

    private Preparation() {}

    /**
     * Prepares a data source.
     *
     * @param problems takes what is wrong with its fields
     * @throws ScanException if its accounts or fields cannot be had, or it is unavailable
     * @throws CatalogException if its definition does not fit its connector
     */
    static DataSource of(DataSourceDefinition definition, Connector connector, List<String> problems)
            throws ScanException, CatalogException {
        boolean inSql = definition.relation() != null;
        if (inSql != connector instanceof SqlConnector) {
            String what = inSql
                    ? ": \"from\" is not for connector \""
                    : ": \"from\" is missing; it is needed by connector \"";
            throw new CatalogException(List.of(definition.id() + what + definition.connector() + "\""));
        }
        return connector instanceof SqlConnector sql
                ? asked(definition, sql, problems)
                : asked(definition, (QueryConnector) connector);
    }

    private static DataSource asked(DataSourceDefinition definition, SqlConnector connector, List<String> problems)
            throws ScanException {
        DataSource source = new DataSource(definition, accounts(definition, connector));
        FieldProbe.check(definition, connector, problems);
        return source;
    }

    private static DataSource asked(DataSourceDefinition definition, QueryConnector connector) throws ScanException {
        return new DataSource(
                definition.fields().isEmpty() ? definition.withFields(connector.fields()) : definition,
                definition.accounts() instanceof AccountList.Remote ? connector.accounts() : listed(definition));
    }

    private static List<Account> listed(DataSourceDefinition definition) {
        return definition.accounts() instanceof AccountList.Listed listed ? listed.accounts() : List.of();
    }

    private static List<Account> accounts(DataSourceDefinition definition, SqlConnector connector)
            throws ScanException {
        if (!(definition.accounts() instanceof AccountList.Queried queried)) {
            return listed(definition);
        }
        List<Account> accounts = new ArrayList<>();
        try (RunningScan scan = connector.start(new Scan(queried.sql(), List.of(), TIMEOUT))) {
            RowCursor rows = scan.rows();
            while (rows.next()) {
                accounts.add(account(rows));
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
