package io.querybatch.platform;

import io.querybatch.catalog.DataSourceDefinition;
import io.querybatch.catalog.Variables;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/**
 * Finds data sources that are in the PostgreSQL cluster of the store. Reports are long transactions, and while one runs
 * nothing of its cluster can be vacuumed: the rows of the queue, which change all the time, pile up.
 */
final class SharedCluster {

    private SharedCluster() {}

    /** Ids of the data sources that are in the cluster of {@code storeUrl}, as far as addresses tell; names are not resolved. */
    static List<String> sources(String storeUrl, Collection<DataSourceDefinition> definitions, Variables variables) {
        Set<String> store = addresses(storeUrl);
        return definitions.stream()
                .filter(definition -> definition.connection().containsKey("url"))
                .filter(definition -> addresses(
                                variables.expand(definition.connection().get("url")))
                        .stream()
                        .anyMatch(store::contains))
                .map(DataSourceDefinition::id)
                .toList();
    }

    /** {@code host:port} of each server that a URL names; empty if it is not one of PostgreSQL. */
    private static Set<String> addresses(String url) {
        Properties parsed = url.startsWith("jdbc:postgresql:") ? Driver.parseURL(url, null) : null;
        if (parsed == null) {
            return Set.of();
        }
        String[] hosts = PGProperty.PG_HOST.getOrDefault(parsed).split(",", -1);
        String[] ports = PGProperty.PG_PORT.getOrDefault(parsed).split(",", -1);
        Set<String> addresses = new HashSet<>();
        for (int i = 0; i < hosts.length; i++) {
            String host = hosts[i].equalsIgnoreCase("localhost") ? "127.0.0.1" : hosts[i];
            addresses.add(host + ":" + ports[i]);
        }
        return addresses;
    }
}
