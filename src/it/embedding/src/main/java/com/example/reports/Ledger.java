package com.example.reports;

import io.querybatch.results.ResultKey;
import io.querybatch.results.ResultSummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A line for every result that was ever complete, for those who keep books. */
public final class Ledger {

    private final Path file;

    /** The lines are added to {@code file}. */
    public Ledger(Path file) {
        this.file = file;
    }

    /** Writes down a result. */
    public synchronized void add(ResultKey key, ResultSummary result) throws IOException {
        String line = key.query() + " " + result.rows() + " rows " + result.bytes() + " bytes\n";
        Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
