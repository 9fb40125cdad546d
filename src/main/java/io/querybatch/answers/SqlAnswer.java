package io.querybatch.answers;

import io.querybatch.catalog.DataSource;
import io.querybatch.catalog.DataSourceDefinition;
import io.querybatch.catalog.FieldDefinition;
import io.querybatch.catalog.FieldDefinition.Kind;
import io.querybatch.connectors.RowCursor;
import io.querybatch.connectors.ScanException;
import io.querybatch.connectors.SqlConnector;
import io.querybatch.query.QuerySpec;
import io.querybatch.results.ResultColumn;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** The answer of an SQL engine. */
final class SqlAnswer implements Answer {

    private final QuerySpec spec;
    private final QueryFields fields;
    private final QueryScans scans;
    private final List<ResultColumn> columns = new ArrayList<>();
    private RowCursor rows;

    private SqlAnswer(QuerySpec spec, QueryFields fields, QueryScans scans) {
        this.spec = spec;
        this.fields = fields;
        this.scans = scans;
    }

    static Answer open(QuerySpec spec, DataSource source, SqlConnector connector, ScanWatch watch)
            throws ScanException {
        DataSourceDefinition definition = source.definition();
        QueryScans scans = new QueryScans(connector, watch, definition.limits().queryTimeout());
        SqlAnswer answer = new SqlAnswer(spec, QueryFields.of(spec, definition), scans);
        try {
            Regexes regexes = new Regexes(connector.dialect());
            SelectParts parts = new SelectParts(spec, definition, connector.dialect(), regexes);
            regexes.prepare(spec, definition, parts, scans);
            answer.start(source, parts);
            return answer;
        } catch (ScanException | RuntimeException e) {
            answer.close();
            throw e;
        }
    }

    private void start(DataSource source, SelectParts parts) throws ScanException {
        if (spec.comparison() != null) {
            compare(parts);
        } else if (!fields.columns().isEmpty()) {
            pivot(parts);
        } else {
            fields.requested().forEach(field -> columns.add(column(field)));
            rows = scans.rows(RowsStatement.of(spec, source, fields, parts));
        }
        rows = new PresentedRows(
                rows, columns, spec.settings().roundMetricsTo(), spec.settings().cleanDataTypes());
    }

    private void compare(SelectParts parts) throws ScanException {
        BitSet others = new BitSet();
        for (FieldDefinition field : fields.requested()) {
            columns.add(column(field));
            if (field.kind() == Kind.METRIC) {
                others.set(columns.size());
                columns.add(comparisonColumn(field));
            }
        }
        RowCursor both = scans.rows(ComparisonStatement.of(spec, fields, parts));
        rows = new ComparedRows(both, others, spec.comparison().show());
    }

    private ResultColumn comparisonColumn(FieldDefinition field) {
        String label = spec.comparison().show().label();
        String type = switch (spec.comparison().show()) {
            case PERC_CHANGE -> "float.number.percentage";
            case ABS_CHANGE, VALUE -> field.dataType();
        };
        return new ResultColumn(
                field.id() + " " + label,
                field.name() + " (" + label + ")",
                field.kind().wireName(),
                type);
    }

    private void pivot(SelectParts parts) throws ScanException {
        PivotStatements statements = new PivotStatements(spec, fields, parts);
        List<List<String>> keys = scans.texts(statements.columns());
        fields.rows().forEach(field -> columns.add(column(field)));
        for (List<String> key : keys) {
            for (FieldDefinition metric : fields.metrics()) {
                columns.add(pivotColumn(String.join(" ", key), metric));
            }
        }
        RowCursor cells = scans.rows(statements.cells());
        rows = new PivotRows(cells, fields.rows().size(), fields.metrics().size(), keys);
    }

    /** The value heads the column; with several metrics, the metric's name stands behind it. */
    private ResultColumn pivotColumn(String value, FieldDefinition metric) {
        boolean one = fields.metrics().size() == 1;
        return new ResultColumn(
                metric.id() + " " + value,
                one ? value : value + " " + metric.name(),
                metric.kind().wireName(),
                metric.dataType());
    }

    static ResultColumn column(FieldDefinition field) {
        return new ResultColumn(field.id(), field.name(), field.kind().wireName(), field.dataType());
    }

    @Override
    public List<ResultColumn> columns() {
        return List.copyOf(columns);
    }

    @Override
    public RowCursor rows() {
        return rows;
    }

    @Override
    public void close() {
        scans.close();
    }
}
