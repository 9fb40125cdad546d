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

    /** Why it could not be planned; null if it could. */
    @Column(name = "error_code")
    String errorCode;

    @Column(name = "error_description")
    String errorDescription;

    /** What was submitted, if it could not be planned; else null. */
    @Column(columnDefinition = "text")
    String submitted;

    /** The batch and the number of the item's first query. */
    @Embeddable
    record Key(
            @Column(name = "batch_id") String batchId,
            @Column(name = "first_n") int firstN) implements Serializable {}
}
