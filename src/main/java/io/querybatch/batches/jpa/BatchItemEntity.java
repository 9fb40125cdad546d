package io.querybatch.batches.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.io.Serializable;

/** An item as submitted and resolved; written once. */
@Entity
@Table(name = "batch_item")
class BatchItemEntity {

    @EmbeddedId
    Key id;

    @Column(name = "item_key")
    String itemKey;

    @Column(name = "ds_id")
    String dataSource;

    @Column(name = "spec", columnDefinition = "text")
    String spec;

    @Column(name = "cache_minutes")
    Integer cacheMinutes;

    /** The batch and the number of the item's first query. */
    @Embeddable
    record Key(
            @Column(name = "batch_id") String batchId,
            @Column(name = "first_n") int firstN) implements Serializable {}
}
