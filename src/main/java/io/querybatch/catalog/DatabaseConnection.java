package io.querybatch.catalog;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Checks the {@code connection} of a data source that is a database: a resource of the server, or a JDBC address. */
final class DatabaseConnection {

    private static final String CONNECTOR = "jdbc";

    private static final List<String> KEYS = Key.names(CatalogFormat.DATABASE);
    private static final Pattern URL = Pattern.compile("jdbc:[a-z0-9]+:.+");

    private final Variables variables;

    DatabaseConnection(Variables variables) {
        this.variables = variables;
    }

    /** Reads the connection of {@code source}, as it is written; only that of a database is checked here. */
    Map<String, String> read(YamlMap source) {
        if (source.is("connector", CONNECTOR)) {
            check(source);
        }
        return source.texts("connection");
    }

    private void check(YamlMap source) {
        Optional<YamlMap> connection = source.map("connection", KEYS);
        if (connection.isEmpty()) {
            source.problem("connector", "connector \"" + CONNECTOR + "\" needs \"connection\"");
        }
        connection.ifPresent(this::checkKeys);
    }

    private void checkKeys(YamlMap connection) {
        if (connection.has("jndi") == connection.has("url")) {
            connection.problem("url", "\"connection\" needs either \"jndi\" or \"url\"");
        }
        if (connection.has("jndi") && (connection.has("user") || connection.has("password"))) {
            connection.problem("jndi", "\"user\" and \"password\" belong to \"url\"");
        }
        KEYS.stream().filter(connection::has).forEach(key -> checkVariables(connection, key));
        String url = variables.expand(connection.text("url", ""));
        if (!url.isEmpty() && !URL.matcher(url).matches()) {
            connection.problem("url", "\"url\" must look like jdbc:postgresql://host/database");
        }
    }

    private void checkVariables(YamlMap connection, String key) {
        // Databases on the same machine often want no password.
        String text = key.equals("password") ? connection.anyText(key) : connection.text(key, "");
        for (String name : variables.missing(text)) {
            connection.problem(key, "variable \"" + name + "\" is not set");
        }
    }
}
