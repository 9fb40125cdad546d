package io.querybatch.catalog;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All data sources that can be queried at this moment. Immutable: a reload makes a new one. */
public final class Catalog {

    private final Map<String, DataSource> sources;

    public Catalog(List<DataSource> sources) {
        Map<String, DataSource> byId = new LinkedHashMap<>();
        sources.forEach(source -> byId.put(source.definition().id(), source));
        this.sources = Collections.unmodifiableMap(byId);
    }

    /** The same catalog with another state of one of its sources. */
    public Catalog with(DataSource changed) {
        String id = changed.definition().id();
        return new Catalog(sources.values().stream()
                .map(source -> source.definition().id().equals(id) ? changed : source)
                .toList());
    }

    public Optional<DataSource> source(String id) {
        return Optional.ofNullable(sources.get(id));
    }

    /** All sources, in the order of their files. */
    public Collection<DataSource> sources() {
        return sources.values();
    }
}
