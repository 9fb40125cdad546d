package io.querybatch.catalog;

import io.querybatch.catalog.FieldDefinition.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads one data source. The keys of the files are those of {@link CatalogFormat}. */
final class DefinitionReader {

    private static final List<String> SOURCE = Key.names(CatalogFormat.SOURCE);
    private static final List<String> ACCOUNTS = Key.names(CatalogFormat.ACCOUNTS);
    private static final List<String> REMOTE_ACCOUNTS = Key.names(CatalogFormat.REMOTE_ACCOUNTS);
    private static final List<String> ACCOUNT = Key.names(CatalogFormat.ACCOUNT);
    private static final List<String> FIELD = Key.names(CatalogFormat.FIELD);
    private static final List<String> LIMITS = Key.names(CatalogFormat.LIMITS);

    private static final Pattern SOURCE_ID = Pattern.compile("[A-Za-z0-9_-]{1,50}");
    private static final Pattern SLUG = Pattern.compile("[a-z0-9_]{1,50}");
    static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,99}");

    /** A week (contract B §3.1). */
    private static final int MOST_CACHE_MINUTES = 10_080;

    private static final SourceLimits DEFAULTS = SourceLimits.DEFAULT;

    private final Path folder;
    private final Variables variables;

    /** Files named by the definitions are looked up from {@code folder}. */
    DefinitionReader(Path folder, Variables variables) {
        this.folder = folder;
        this.variables = variables;
    }

    static List<String> keys() {
        return SOURCE;
    }

    DataSourceDefinition read(YamlMap map) {
        boolean remote = RemoteSource.is(map);
        YamlMap accounts = RemoteSource.isAskedFor(map, "accounts")
                ? null
                : map.map("accounts", remote ? REMOTE_ACCOUNTS : ACCOUNTS).orElse(null);
        List<FieldDefinition> fields = RemoteSource.isAskedFor(map, "fields") ? List.of() : fields(map, remote);
        return new DataSourceDefinition(
                map.required("ds_id", SOURCE_ID),
                map.required("name"),
                map.text("description", ""),
                map.required("connector"),
                new DatabaseConnection(variables).read(map),
                tables(map),
                map.flag("load"),
                remote ? null : map.required("from"),
                remote ? RemoteSource.accountParameter(map) : accountColumn(accounts),
                accounts == null ? RemoteSource.unlistedAccounts(map) : accounts(accounts),
                remote ? RemoteSource.dateParameter(map) : dateColumn(map),
                fields,
                new SegmentReader(fields).read(map),
                accounts == null ? Map.of() : lists(accounts),
                limits(map));
    }

    private static Map<String, List<String>> lists(YamlMap accounts) {
        Map<String, List<String>> lists = new LinkedHashMap<>();
        accounts.texts("lists").forEach((slug, ids) -> {
            if (!SLUG.matcher(slug).matches()) {
                accounts.problem("lists", "list \"" + slug + "\" is not of the form " + SLUG);
            }
            lists.put(slug, Stream.of(ids.split(",")).map(String::strip).toList());
        });
        return lists;
    }

    private Map<String, Path> tables(YamlMap map) {
        Map<String, Path> tables = new LinkedHashMap<>();
        map.texts("tables").forEach((name, file) -> {
            Path path = folder.resolve(file).normalize();
            boolean absolute = Path.of(file).isAbsolute();
            if (!NAME.matcher(name).matches()) {
                map.problem("tables", "table \"" + name + "\" is not of the form " + NAME);
            } else if (!absolute && !path.startsWith(folder)) {
                map.problem(
                        "tables", "\"" + file + "\" leaves the catalog folder; write an absolute path if you mean it");
            } else {
                tables.put(name, path);
            }
        });
        return tables;
    }

    private static String accountColumn(YamlMap accounts) {
        return accounts == null ? null : accounts.required("column", NAME);
    }

    private static String dateColumn(YamlMap map) {
        return map.has("date_column") ? map.required("date_column", NAME) : null;
    }

    private static AccountList accounts(YamlMap map) {
        if (map.has("list") == map.has("sql")) {
            map.problem("column", "accounts need either \"list\" or \"sql\"");
        }
        if (map.has("sql")) {
            return new AccountList.Queried(map.required("sql"));
        }
        List<Account> accounts = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (YamlMap account : map.maps("list", ACCOUNT)) {
            String id = account.required("id");
            if (!seen.add(id)) {
                account.problem("id", "account \"" + id + "\" is listed twice");
            }
            accounts.add(new Account(id, account.text("name", id), account.text("group", "")));
        }
        return new AccountList.Listed(accounts);
    }

    private static List<FieldDefinition> fields(YamlMap map, boolean remote) {
        List<FieldDefinition> fields = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (YamlMap field : map.maps("fields", FIELD)) {
            FieldDefinition definition = field(field, remote);
            if (!seen.add(definition.id())) {
                field.problem("id", "field \"" + definition.id() + "\" is defined twice");
            }
            fields.add(definition);
        }
        if (fields.isEmpty()) {
            map.problem("fields", "\"fields\" must list at least one field");
        }
        return fields;
    }

    private static FieldDefinition field(YamlMap map, boolean remote) {
        String id = map.required("id", NAME);
        String type = map.required("type");
        if (!type.isEmpty() && !type.equals("dim") && !type.equals("met")) {
            map.problem("type", "\"type\" must be dim or met");
        }
        Kind kind = type.equals("met") ? Kind.METRIC : Kind.DIMENSION;
        String dataType = map.required("data_type");
        if (!dataType.isEmpty() && !DataTypes.ALL.contains(dataType)) {
            map.problem("data_type", "unknown data type \"" + dataType + "\"");
        }
        String sql = map.text("sql", id);
        if (!remote && kind == Kind.METRIC && !map.has("sql")) {
            map.problem("id", "metric \"" + id + "\" needs \"sql\" with an aggregate");
        }
        return new FieldDefinition(
                id, map.text("name", id), kind, dataType, sql, map.text("group", ""), map.text("description", ""));
    }

    private static SourceLimits limits(YamlMap map) {
        YamlMap limits = map.map("limits", LIMITS).orElse(null);
        if (limits == null) {
            return DEFAULTS;
        }
        return new SourceLimits(
                limits.value("concurrency", DefinitionReader::positive, DEFAULTS.concurrency(), "a number from 1"),
                limits.value("max_rows", DefinitionReader::positive, DEFAULTS.maxRows(), "a number from 1"),
                limits.value(
                        "query_timeout", DefinitionReader::time, DEFAULTS.queryTimeout(), "a duration such as PT5M"),
                limits.value(
                        "cache_minutes",
                        DefinitionReader::minutes,
                        DEFAULTS.cacheMinutes(),
                        "a number from 0 to 10080"));
    }

    private static int minutes(String text) {
        int number = Integer.parseInt(text);
        if (number < 0 || number > MOST_CACHE_MINUTES) {
            throw new IllegalArgumentException();
        }
        return number;
    }

    private static int positive(String text) {
        int number = Integer.parseInt(text);
        if (number < 1) {
            throw new IllegalArgumentException();
        }
        return number;
    }

    private static Duration time(String text) {
        Duration time = Duration.parse(text);
        if (time.isNegative() || time.isZero()) {
            throw new IllegalArgumentException();
        }
        return time;
    }
}
