package io.querybatch.operations;

import io.querybatch.results.StoreUse;
import jakarta.json.bind.annotation.JsonbPropertyOrder;

/** The results that are stored, as far as their store can tell. */
@JsonbPropertyOrder({"available", "bytes", "allCounted", "freeBytes", "diskBytes"})
public record ResultsView(boolean available, Long bytes, Boolean allCounted, Long freeBytes, Long diskBytes) {

    /** Of a store that does not answer. */
    static final ResultsView AWAY = new ResultsView(false, null, null, null, null);

    static ResultsView of(StoreUse use) {
        return new ResultsView(true, use.bytes(), use.bytes() == null ? null : use.counted(), use.left(), use.room());
    }
}
