package io.querybatch.answers;

import io.querybatch.catalog.DataSource;
import io.querybatch.connectors.Connector;
import io.querybatch.connectors.QueryConnector;
import io.querybatch.connectors.RowCursor;
import io.querybatch.connectors.ScanException;
import io.querybatch.connectors.SqlConnector;
import io.querybatch.query.QuerySpec;
import io.querybatch.results.ResultColumn;
import java.util.List;

/** A query on its way: its columns are known, its rows can be read once. Belongs to one thread; close it in every case. */
public interface Answer extends AutoCloseable {

    /**
     * Runs a query up to its first row.
     *
     * @param spec query whose fields are all in the catalog
     * @param source its data source
     * @param connector the connector of that source
     * @param watch is told of every scan
     * @throws ScanException if the source refuses or fails, or the query was stopped or ran out of time
     */
    static Answer open(QuerySpec spec, DataSource source, Connector connector, ScanWatch watch) throws ScanException {
        return connector instanceof SqlConnector sql
                ? SqlAnswer.open(spec, source, sql, watch)
                : RemoteAnswer.open(spec, source, (QueryConnector) connector, watch);
    }

    /** The columns of every row. */
    List<ResultColumn> columns();

    /** The rows; the cursor ends with this object. */
    RowCursor rows();

    @Override
    void close();
}
