package io.querybatch.execution;

import io.querybatch.catalog.DataSource;
import io.querybatch.connectors.DataSources;
import io.querybatch.planning.ItemJson;
import io.querybatch.query.BatchItem;
import io.querybatch.query.Fingerprint;
import io.querybatch.query.OutputFormat;
import io.querybatch.query.QuerySpec;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Keys made of everything that an answer depends on: tenant, rights, format, the data source as the catalog describes it, its data
 * as far as can be told, and the query.
 */
public final class SourceAnswerKeys implements AnswerKeys {

    private final DataSources sources;

    public SourceAnswerKeys(DataSources sources) {
        this.sources = sources;
    }

    @Override
    public Optional<Sharing> of(Asker asker, OutputFormat format, BatchItem item) {
        String id = item.spec().dataSource();
        Integer asked = item.cacheMinutes();
        boolean alone = asked != null && asked == 0;
        if (alone) {
            return Optional.empty();
        }
        return sources.catalog()
                .source(id)
                .map(source -> new Sharing(
                        keys(asker, format, item.spec(), sources.version(id)),
                        Duration.ofMinutes(asked == null ? freshness(source) : asked)));
    }

    private static int freshness(DataSource source) {
        return source.definition().limits().cacheMinutes();
    }

    private static Function<QuerySpec, String> keys(Asker asker, OutputFormat format, QuerySpec item, String version) {
        String base = Fingerprint.of(asker.tenant(), asker.rights(), format.wireName(), version);
        if (item.comparison() != null) {
            // Its dates change with those of the query.
            return query -> Fingerprint.of(base, ItemJson.write(query));
        }
        String common = Fingerprint.of(base, ItemJson.write(item.forScope(List.of(), null)));
        return query ->
                key(common, Fingerprint.of(query.accounts().toArray(String[]::new)), String.valueOf(query.dates()));
    }

    /**
     * A key that is a hash but for its first 30 bits. It begins with what neighbours in a batch have in common, so that they are
     * neighbours in the store, too: else each would change another page of it.
     */
    private static String key(String common, String accounts, String dates) {
        return common.substring(0, 3)
                + accounts.substring(0, 2)
                + Fingerprint.of(common, accounts, dates).substring(5);
    }
}
