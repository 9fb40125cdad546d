package io.querybatch.execution.sql;

import io.querybatch.errors.ErrorCode;
import io.querybatch.errors.QueryFailure;
import io.querybatch.planning.ItemJson;
import io.querybatch.planning.ItemRun;
import io.querybatch.query.BatchId;
import io.querybatch.query.BatchItem;
import io.querybatch.query.SplitPolicy;
import java.util.List;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.Record;

/** Reads the items that queries are computed from. */
public final class Items {

    private final DSLContext sql;

    public Items(DSLContext sql) {
        this.sql = sql;
    }

    /** The items to which the queries numbered {@code first} to {@code last} belong, in order. */
    public List<Item> of(BatchId batch, int first, int last) {
        return sql.resultQuery("""
                        select i.first_n, i.items, i.item_key, i.ds_id, i.spec, i.cache_minutes, i.error_code, i.error_description,
                          b.split_accounts, b.split_dates
                        from batch_item i join batch b on b.batch_id = i.batch_id
                        where i.batch_id = ? and i.first_n <= ? and i.first_n >=
                          (select max(h.first_n) from batch_item h where h.batch_id = ? and h.first_n <= ?)
                        order by i.first_n""", batch.value(), last, batch.value(), first).fetch().stream()
                .flatMap(row -> items(row, first, last))
                .toList();
    }

    private static Stream<Item> items(Record row, int first, int last) {
        SplitPolicy split =
                new SplitPolicy(row.get("split_accounts", boolean.class), row.get("split_dates", boolean.class));
        if (row.get("items", int.class) == 1) {
            return Stream.of(item(row, split));
        }
        String source = row.get("ds_id", String.class);
        return ItemRun.read(row.get("spec", String.class), row.get("first_n", int.class), split, first, last).stream()
                .map(item -> new Item(item, source, null));
    }

    private static Item item(Record row, SplitPolicy split) {
        BatchItem item = ItemJson.read(
                row.get("spec", String.class),
                row.get("first_n", int.class),
                row.get("item_key", String.class),
                split,
                row.get("cache_minutes", Integer.class));
        String code = row.get("error_code", String.class);
        return new Item(
                item,
                row.get("ds_id", String.class),
                code == null
                        ? null
                        : new QueryFailure(ErrorCode.valueOf(code), row.get("error_description", String.class)));
    }

    /**
     * An item as stored.
     *
     * @param item the item
     * @param dataSource its data source; empty if it could not be planned
     * @param failure why it could not be planned; null if it could
     */
    public record Item(BatchItem item, String dataSource, QueryFailure failure) {}
}
