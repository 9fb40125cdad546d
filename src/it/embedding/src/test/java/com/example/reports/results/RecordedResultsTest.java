package com.example.reports.results;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.reports.Ledger;
import io.querybatch.query.OutputFormat;
import io.querybatch.results.ResultStore;
import io.querybatch.results.ResultStoreContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The store does what stores promise, and keeps its books. */
class RecordedResultsTest extends ResultStoreContract {

    @TempDir
    private Path folder;

    @Override
    protected ResultStore store() {
        return new RecordedResults(files(folder.resolve("results")), new Ledger(folder.resolve("ledger")));
    }

    @Override
    protected void assertNothingLeft() throws IOException {
        Path results = folder.resolve("results");
        if (Files.exists(results)) {
            try (Stream<Path> left = Files.walk(results)) {
                assertThat(left.filter(Files::isRegularFile)).isEmpty();
            }
        }
    }

    @Test
    void aResultIsRecordedWhenItIsComplete() throws IOException {
        write(KEY, OutputFormat.CSV, rows(row("a", 1.0), row("b", 2.0)));
        assertThat(folder.resolve("ledger")).content().startsWith(KEY.query() + " 2 rows ");
    }
}
