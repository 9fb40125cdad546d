package com.example.reports.results;

import io.querybatch.results.ResultSummary;
import io.querybatch.results.ResultWriter;
import java.io.IOException;

/** Tells of a result once it is complete. */
final class RecordedWriter implements ResultWriter {

    private final ResultWriter writer;
    private final Completed completed;

    RecordedWriter(ResultWriter writer, Completed completed) {
        this.writer = writer;
        this.completed = completed;
    }

    /** Is told what a complete result measures. */
    interface Completed {
        void with(ResultSummary summary) throws IOException;
    }

    @Override
    public void write(Object[] row) throws IOException {
        writer.write(row);
    }

    @Override
    public ResultSummary complete() throws IOException {
        ResultSummary summary = writer.complete();
        completed.with(summary);
        return summary;
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }
}
