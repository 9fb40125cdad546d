package io.querybatch.answers;

import io.querybatch.catalog.DataSource;
import io.querybatch.catalog.DataSourceDefinition;
import io.querybatch.connectors.Connector;
import io.querybatch.connectors.RowCursor;
import io.querybatch.connectors.ScanException;
import io.querybatch.connectors.SqlConnector;
import io.querybatch.query.DateRange;
import io.querybatch.query.QuerySettings;
import io.querybatch.query.QuerySpec;
import io.querybatch.results.ResultColumn;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;

/**
 * The answers of many queries of one kind ({@link QuerySpec#kind()}) by a single scan. Each is the same, row by row, as
 * if its query had been asked alone. Belongs to one thread; close it in every case.
 */
public final class FusedAnswer implements AutoCloseable {

    private final QueryScans scans;
    private final List<ResultColumn> columns;
    private final QuerySettings settings;
    private final DealtRows rows;

    private FusedAnswer(QueryScans scans, List<ResultColumn> columns, QuerySettings settings, DealtRows rows) {
        this.scans = scans;
        this.columns = columns;
        this.settings = settings;
        this.rows = rows;
    }

    /** Whether queries of a source can share scans: its engine is asked in SQL and takes texts for equal only if they are. */
    public static boolean isPossible(Connector connector) {
        return connector instanceof SqlConnector sql && !new FieldSql(sql.dialect()).comparesLoosely();
    }

    /** How many queries of one family, from the first of some, a scan can answer: at least 1, and fewer if they name many accounts. */
    public static int fitting(List<QuerySpec> specs) {
        return FusedStatement.fitting(specs);
    }

    /**
     * Runs the scan up to its first row.
     *
     * @param specs queries of one family, at least one, as many as are {@link #fitting}
     * @param source their data source, which has all their fields
     * @param connector its connector, for which this {@link #isPossible}
     * @param watch is told of every scan
     * @throws ScanException if the source refuses or fails, or the scan was stopped or ran out of time
     */
    public static FusedAnswer open(List<QuerySpec> specs, DataSource source, SqlConnector connector, ScanWatch watch)
            throws ScanException {
        DataSourceDefinition definition = source.definition();
        QuerySpec all = together(specs);
        QueryScans scans = new QueryScans(connector, watch, definition.limits().queryTimeout());
        try {
            Regexes regexes = new Regexes(connector.dialect());
            SelectParts parts = new SelectParts(all, definition, connector.dialect(), regexes);
            regexes.prepare(all, definition, parts, scans);
            QueryFields fields = QueryFields.of(all, definition);
            RowCursor rows = scans.rows(FusedStatement.of(specs, fields, definition, parts));
            List<ResultColumn> columns =
                    fields.requested().stream().map(SqlAnswer::column).toList();
            return new FusedAnswer(scans, columns, all.settings(), new DealtRows(rows, all.selection()));
        } catch (ScanException | RuntimeException e) {
            scans.close();
            throw e;
        }
    }

    /** A query for all that any of them asks for. */
    private static QuerySpec together(List<QuerySpec> specs) {
        QuerySpec one = specs.get(0);
        List<String> accounts = specs.stream()
                .flatMap(spec -> spec.accounts().stream())
                .distinct()
                .toList();
        return one.forScope(accounts, one.dates() == null ? null : envelope(specs));
    }

    private static DateRange envelope(List<QuerySpec> specs) {
        Comparator<LocalDate> order = Comparator.naturalOrder();
        return new DateRange(
                specs.stream().map(spec -> spec.dates().start()).min(order).orElseThrow(),
                specs.stream().map(spec -> spec.dates().end()).max(order).orElseThrow());
    }

    /** The columns of every row of every query. */
    public List<ResultColumn> columns() {
        return columns;
    }

    /** The rows of the query at a place in the list; ask for each once, in order. */
    public RowCursor rows(int query) {
        return new PresentedRows(rows.of(query), columns, settings.roundMetricsTo(), settings.cleanDataTypes());
    }

    @Override
    public void close() {
        scans.close();
    }
}
