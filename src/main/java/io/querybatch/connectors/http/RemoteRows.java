package io.querybatch.connectors.http;

import io.querybatch.connectors.RowCursor;
import io.querybatch.connectors.ScanException;
import io.querybatch.query.QuerySpec;
import java.util.List;

/**
 * The rows of a finished query, fetched page by page as they are read. A page that breaks off is asked for again from the
 * row after the last complete one. That all rows came is checked against the number the service announced, not guessed from
 * the size of a page.
 */
final class RemoteRows implements RowCursor, AutoCloseable {

    private final RemoteApi api;
    private final Retries retries;
    private final Cancellation query;
    private final String scheduleId;
    private final QuerySpec spec;
    private final int pageRows;
    private final Retries.Step<Boolean> advance = this::advance;

    private List<String> header;
    private long total;
    private long read;
    private ResultPage page;
    private int asked;
    private int inPage;
    private boolean ended;

    RemoteRows(RemoteApi api, Retries retries, Cancellation query, String scheduleId, QuerySpec spec, int pageRows) {
        this.api = api;
        this.retries = retries;
        this.query = query;
        this.scheduleId = scheduleId;
        this.spec = spec;
        this.pageRows = pageRows;
    }

    /** Waits for the beginning of the first page. */
    void open() throws ScanException {
        retries.run(this::openPage, query);
    }

    @Override
    public boolean next() throws ScanException {
        query.check();
        return retries.run(advance, query);
    }

    private boolean advance() throws FailedExchange, ScanException {
        while (!ended) {
            if (read == QueryBody.rows(spec)) {
                ended = true;
            } else if (page == null) {
                openPage();
            } else if (nextInPage()) {
                return true;
            } else {
                turn();
            }
        }
        return false;
    }

    private boolean openPage() throws FailedExchange, ScanException {
        asked = (int) Math.min(pageRows, QueryBody.rows(spec) - read);
        inPage = 0;
        page = api.page(scheduleId, QueryBody.fields(spec), read, asked, query);
        if (header == null) {
            header = page.header();
            total = page.total();
        } else if (!page.header().isEmpty() && !page.header().equals(header)) {
            close();
            throw RemoteErrors.malformed("its pages have different columns", null);
        }
        return true;
    }

    private boolean nextInPage() throws FailedExchange {
        try {
            if (!page.next()) {
                return false;
            }
        } catch (FailedExchange e) {
            close();
            throw e;
        }
        read++;
        if (++inPage > asked) {
            throw RemoteErrors.malformed("a page has more rows than were asked for", null);
        }
        return true;
    }

    /** A full page never ends a result, not even when all rows seem to be there: the next one must be empty then. */
    private void turn() throws FailedExchange {
        close();
        boolean tooFew = inPage == 0 && read < total;
        if (tooFew || (total != ResultPage.UNKNOWN && read > total)) {
            throw RemoteErrors.malformed("it has not as many rows as it says", null);
        }
        ended = inPage == 0 || (read == total && inPage < asked);
    }

    @Override
    public int width() {
        return spec.fields().size();
    }

    @Override
    public Object value(int column) {
        return page.value(column);
    }

    @Override
    public void close() {
        if (page != null) {
            page.close();
            page = null;
        }
    }
}
