package io.querybatch.connectors.jdbc;

import io.querybatch.catalog.Variables;
import java.util.Map;
import java.util.regex.Pattern;

/** Where a database is. Data sources with equal addresses share their connections. */
sealed interface Address {

    /** A data source that the server manages. */
    record Jndi(String name) implements Address {}

    /** A database we connect to ourselves; user and password are null when the URL says who we are. */
    record Url(String url, String user, String password) implements Address {

        /** Whether the URL sets an option of the driver. */
        boolean names(String option) {
            return Pattern.compile("[?&;]" + Pattern.quote(option) + "=")
                    .matcher(url)
                    .find();
        }

        /** Without the password, and without the parameters, where another may be. */
        @Override
        public String toString() {
            return url.replaceFirst("[?;].*", "");
        }
    }

    /** Reads the {@code connection} of a definition, which the catalog has checked. */
    static Address of(Map<String, String> connection, Variables variables) {
        if (connection.containsKey("jndi")) {
            return new Jndi(variables.expand(connection.get("jndi")));
        }
        return new Url(
                variables.expand(connection.get("url")),
                expand(connection.get("user"), variables),
                expand(connection.get("password"), variables));
    }

    private static String expand(String text, Variables variables) {
        return text == null ? null : variables.expand(text);
    }
}
