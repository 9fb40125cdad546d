package io.querybatch.catalog;

import static io.querybatch.catalog.Key.REQUIRED;

import java.util.List;

/** The keys of the catalog files: those that are read, and no others. {@code docs/reference/catalog.md} is made of them. */
public final class CatalogFormat {

    /** Of a whole file. */
    public static final List<Key> SOURCE = List.of(
            new Key("ds_id", REQUIRED, "name on the wire, 1–50 of `A-Z a-z 0-9 _ -`"),
            new Key("name", REQUIRED, "name for people"),
            new Key("description", "", "for people"),
            new Key("connector", REQUIRED, "`duckdb` for files, `jdbc` for databases, `http` for another service"),
            new Key("connection", "for `jdbc` and `http`", "how the connector reaches the source: below"),
            new Key(
                    "tables",
                    "for `duckdb`",
                    "name → file: CSV, Parquet or JSON (`.csv`, `.parquet`, `.json`, `.jsonl`, `.ndjson`; text also"
                        + " `.gz` or `.zst`), or a pattern such as `sales/*/x.csv`; relative to the catalog folder and"
                        + " inside it, or absolute"),
            new Key(
                    "load",
                    "`false`",
                    "`true` loads the files into memory once at start; `false` reads them in place with every query"),
            new Key("from", "required, but for `http`", "what queries select from: a table, or a query in parentheses"),
            new Key(
                    "accounts",
                    "",
                    "below; without it the source has none. `remote`, for `http`: asked of the service at start"),
            new Key(
                    "date_column",
                    "",
                    "the DATE column that a query's dates restrict; without it queries have no dates"),
            new Key("dates", "`true`", "for `http`: whether its queries have dates"),
            new Key("fields", REQUIRED, "below. `remote`, for `http`: asked of the service at start"),
            new Key("segments", "", "filters with a name, which callers ask for by `ds_segments`: below"),
            new Key("limits", "", "what the source bears: below"));

    /** Of {@code accounts}. */
    public static final List<Key> ACCOUNTS = List.of(
            new Key("column", "required, but for `http`", "the column that holds the account"),
            new Key("list", "this or `sql`", "accounts written out: below"),
            new Key(
                    "sql",
                    "this or `list`; not for `http`",
                    "or asked of the source at start: columns id, name, group"),
            new Key(
                    "lists",
                    "",
                    "lists of accounts under a name, which callers ask for as `list.<name>`: `{hubs: \"ATL, DFW\"}`;"
                            + " each group of accounts is a list already"));

    /** Of {@code accounts} of another service. */
    static final List<Key> REMOTE_ACCOUNTS =
            ACCOUNTS.stream().filter(key -> key.name().startsWith("list")).toList();

    /** Of an entry of {@code accounts.list}. */
    public static final List<Key> ACCOUNT = List.of(
            new Key("id", REQUIRED, "value of the column"),
            new Key("name", "the id", "for people"),
            new Key("group", "", "under which it is listed, and a list of accounts"));

    /** Of an entry of {@code fields}. */
    public static final List<Key> FIELD = List.of(
            new Key("id", REQUIRED, "name on the wire"),
            new Key("name", "the id", "header of its column"),
            new Key("type", REQUIRED, "`dim` groups the rows, `met` is computed for each group"),
            new Key("data_type", REQUIRED, "one of those at the end of this page"),
            new Key("sql", "the id, for dimensions", "expression over `from`; for a metric an aggregate"),
            new Key("group", "", "heading under which it is listed"),
            new Key("description", "", "for people"));

    /** Of an entry of {@code segments}. */
    public static final List<Key> SEGMENT = List.of(
            new Key("id", REQUIRED, "name on the wire"),
            new Key("name", "the id", "for people"),
            new Key("filter", REQUIRED, "which rows, written as callers write theirs"));

    /** Of {@code limits}. */
    public static final List<Key> LIMITS = List.of(
            new Key(
                    "concurrency",
                    code(SourceLimits.DEFAULT.concurrency()),
                    "queries running at once against it on one server"),
            new Key("max_rows", code(SourceLimits.DEFAULT.maxRows()), "rows of one query"),
            new Key("query_timeout", code(SourceLimits.DEFAULT.queryTimeout()), "longest run of one query"),
            new Key(
                    "cache_minutes",
                    code(SourceLimits.DEFAULT.cacheMinutes()),
                    "how old a result may be that serves a query again which does not say (`cache_minutes`), up to a"
                            + " week; 0: none from before"));

    /** Of {@code connection} of a database. */
    public static final List<Key> DATABASE = List.of(
            new Key(
                    "jndi",
                    "this or `url`",
                    "a data source of the application server, such as `java:app/jdbc/sales`, used as it is"),
            new Key("url", "this or `jndi`", "JDBC URL; options of the driver belong into it"),
            new Key("user", "", "who we are, unless the URL says so"),
            new Key("password", "", "the same; `${NAME}` is an environment variable, here and in the other three"));

    private CatalogFormat() {}

    private static String code(Object value) {
        return "`" + value + "`";
    }
}
