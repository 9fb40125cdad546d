package io.querybatch.connectors.duckdb;

import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The files of one table: a file or folder by its name, or all that match a pattern of DuckDB ({@code * ? [ab] **}). */
record TableFiles(Path pattern) {

    private static final Pattern WILDCARD = Pattern.compile("[*?\\[{]");
    private static final Pattern PARQUET = Pattern.compile(".*\\.parquet");
    private static final Pattern JSON = Pattern.compile(".*\\.(json|jsonl|ndjson)(\\.(gz|zst))?");

    /** The table function that reads them, with its argument. */
    String reader() {
        String name = String.valueOf(pattern.getFileName()).toLowerCase(Locale.ROOT);
        String function = "read_csv";
        if (PARQUET.matcher(name).matches()) {
            function = "read_parquet";
        } else if (JSON.matcher(name).matches()) {
            function = "read_json";
        }
        return function + "(" + literal(pattern.toString()) + ")";
    }

    /** The file that must be reachable, when it is one. */
    Stream<String> path() {
        return wildcard() < 0 ? Stream.of(pattern.toString()) : Stream.empty();
    }

    /**
     * The folder that must be reachable: of a pattern the last one named in full, since DuckDB looks into every folder below
     * it. A name alone may be a folder too; if there is nothing by that name DuckDB looks, and must be able to say so.
     */
    String folder() {
        int wildcard = wildcard();
        String text = pattern.toString();
        String separator = pattern.getFileSystem().getSeparator();
        return wildcard < 0 ? text + separator : text.substring(0, text.lastIndexOf(separator, wildcard) + 1);
    }

    /** Everything the table can be read from is this or below it. */
    Path root() {
        return wildcard() < 0 ? pattern : Path.of(folder());
    }

    private int wildcard() {
        Matcher matcher = WILDCARD.matcher(pattern.toString());
        return matcher.find() ? matcher.start() : -1;
    }

    /** A text as SQL writes it. */
    static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
