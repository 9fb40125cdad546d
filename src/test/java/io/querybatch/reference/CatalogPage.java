package io.querybatch.reference;

import io.querybatch.catalog.CatalogFormat;
import io.querybatch.catalog.DataTypes;
import io.querybatch.catalog.Key;
import io.querybatch.connectors.http.ConnectionFormat;
import java.util.List;
import java.util.stream.Collectors;

/** Every key of the catalog files. */
final class CatalogPage implements Page {

    @Override
    public String body() {
        return """
                # Keys of the catalog

                Every `*.yaml` and `*.yml` file in the catalog folder is one data source. No other keys are read: what is unknown, missing or
                wrong stops the start, all of it, with file and line. [catalog.md](../catalog.md) explains, `server-config/catalog` has examples.

                """
                + section("A file", CatalogFormat.SOURCE)
                + section("`accounts`", CatalogFormat.ACCOUNTS)
                + section("An entry of `accounts.list`", CatalogFormat.ACCOUNT)
                + section("An entry of `fields`", CatalogFormat.FIELD)
                + section("An entry of `segments`", CatalogFormat.SEGMENT)
                + section("`limits`", CatalogFormat.LIMITS)
                + section("`connection` of a database (`jdbc`)", CatalogFormat.DATABASE)
                + section("`connection` of another service (`http`)", ConnectionFormat.KEYS)
                + "## Data types\n\n"
                + DataTypes.ALL.stream().sorted().map(type -> "`" + type + "`").collect(Collectors.joining(",\n"))
                + "\n";
    }

    private static String section(String heading, List<Key> keys) {
        Table table = new Table("key", "without it", "meaning");
        keys.forEach(key -> table.row("`" + key.name() + "`", key.absent(), key.meaning()));
        return "## " + heading + "\n\n" + table + "\n";
    }
}
