package io.querybatch.query;

import io.querybatch.hosts.ForHosts;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The formats a result can be fetched in (contract A7). */
@ForHosts(since = "0.1")
public enum OutputFormat {
    /** {@code meta} and {@code data}, rows as arrays or as objects. */
    JSON("json"),
    /** A bare list of objects, keyed by field ids. */
    KEYJSON("json"),
    /** One object a line, keyed by field ids. */
    NDJSON("ndjson"),
    CSV("csv"),
    TSV("tsv"),
    /** A plain table. */
    HTML("html"),
    XLSX("xlsx"),
    PARQUET("parquet"),
    /** CSV, which Tableau reads without a connector. */
    TABLEAU("csv"),
    /** KEYJSON, which Power Query expands into columns. */
    POWERBI("json"),
    /** CSV, which Qlik's web file connector reads. */
    QLIK("csv");

    private final String extension;

    OutputFormat(String extension) {
        this.extension = extension;
    }

    /** The name on the wire, such as {@code json}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** How the name of a file with such a result ends, without the dot. */
    public String extension() {
        return extension;
    }

    /** The format that is really made: an alias leads to another. */
    public OutputFormat made() {
        return switch (this) {
            case TABLEAU, QLIK -> CSV;
            case POWERBI -> KEYJSON;
            default -> this;
        };
    }

    /** Whether a page of it can be cut out; otherwise it is one document. */
    public boolean paged() {
        return this != XLSX && this != PARQUET;
    }

    /** The format of that wire name; empty when there is none. */
    public static Optional<OutputFormat> parse(String wireName) {
        return Arrays.stream(values())
                .filter(format -> format.wireName().equals(wireName))
                .findFirst();
    }
}
