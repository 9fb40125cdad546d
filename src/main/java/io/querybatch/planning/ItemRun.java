package io.querybatch.planning;

import io.querybatch.query.BatchItem;
import io.querybatch.query.SplitPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Neighbouring items of a batch that become one query each, over the same data source, as one text for the store: thousands of
 * rows cost more than what is in them (docs/adr/0016). The text has a line for each item: the caller's key, the minutes of its
 * {@code cache_minutes}, and the item as {@link ItemJson} writes it, separated by tabs; what was not given is empty. An item alone is
 * as {@link ItemJson} writes it.
 */
public final class ItemRun {

    /** Who reads one of them reads them all. */
    static final int MOST = 100;

    /** A text of that length takes no more items. */
    static final int FULL = 50_000;

    private static final char FIELD = '\t';

    private final BatchItem first;
    private final String alone;
    private final StringBuilder lines = new StringBuilder();
    private int items = 1;

    /** As few runs as there can be of items in their order. */
    public static List<ItemRun> of(List<BatchItem> items) {
        List<ItemRun> runs = new ArrayList<>();
        ItemRun latest = null;
        for (BatchItem item : items) {
            if (latest == null || !latest.add(item)) {
                latest = new ItemRun(item);
                runs.add(latest);
            }
        }
        return runs;
    }

    /** One item alone. */
    public ItemRun(BatchItem first) {
        this.first = first;
        this.alone = ItemJson.write(first);
        append(first, alone);
    }

    /** Adds an item behind the others, if it may be there; returns whether. */
    private boolean add(BatchItem next) {
        if (!takes(next)) {
            return false;
        }
        lines.append('\n');
        append(next, ItemJson.write(next));
        items++;
        return true;
    }

    private boolean takes(BatchItem next) {
        return items < MOST
                && lines.length() < FULL
                && next.firstN() == first.firstN() + items
                && isShort(first)
                && isShort(next)
                && next.spec().dataSource().equals(first.spec().dataSource());
    }

    private static boolean isShort(BatchItem item) {
        return item.isPlanned() && item.queryCount() == 1;
    }

    private void append(BatchItem item, String text) {
        lines.append(item.key() == null ? "" : item.key()).append(FIELD);
        lines.append(item.cacheMinutes() == null ? "" : item.cacheMinutes()).append(FIELD);
        lines.append(text);
    }

    /** The first item. */
    public BatchItem first() {
        return first;
    }

    /** How many items there are. */
    public int items() {
        return items;
    }

    /** What is stored of them. */
    public String text() {
        return items == 1 ? alone : lines.toString();
    }

    /**
     * Reads those items of a run that the queries numbered {@code first} to {@code last} belong to, in order.
     *
     * @param text of several items
     * @param firstN number of the first one's query
     * @param split of the batch
     */
    public static List<BatchItem> read(String text, int firstN, SplitPolicy split, int first, int last) {
        List<String> lines = text.lines().toList();
        return IntStream.rangeClosed(Math.max(first, firstN), Math.min(last, firstN + lines.size() - 1))
                .mapToObj(n -> item(lines.get(n - firstN), n, split))
                .toList();
    }

    private static BatchItem item(String line, int n, SplitPolicy split) {
        int key = line.indexOf(FIELD);
        int minutes = line.indexOf(FIELD, key + 1);
        return ItemJson.read(
                line.substring(minutes + 1),
                n,
                key == 0 ? null : line.substring(0, key),
                split,
                minutes == key + 1 ? null : Integer.valueOf(line.substring(key + 1, minutes)));
    }
}
