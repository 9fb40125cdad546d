package io.querybatch.query;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts an item down to some of its queries: as few items as the same accounts on consecutive days allow, which become the same
 * queries in the same order.
 */
final class ItemCut {

    private final BatchItem item;
    private final List<Block> blocks = new ArrayList<>();

    ItemCut(BatchItem item) {
        this.item = item;
    }

    /** Some accounts, by their places, on some consecutive days, counted from the item's first. */
    private record Block(List<Integer> accounts, long firstDay, long lastDay) {

        boolean goesOnWith(int account, long day) {
            return accounts.equals(List.of(account)) && day == lastDay + 1;
        }

        boolean hasDaysOf(Block other) {
            return firstDay == other.firstDay && lastDay == other.lastDay;
        }

        long size() {
            return accounts.size() * (lastDay - firstDay + 1);
        }
    }

    /** The items of these queries, in ascending order and at least one, numbered anew from {@code firstN}. */
    List<BatchItem> of(List<Integer> numbers, int firstN) {
        numbers.forEach(this::add);
        closeLast();
        List<BatchItem> items = new ArrayList<>();
        long next = firstN;
        for (Block block : blocks) {
            items.add(item.with(Math.toIntExact(next), spec(block)));
            next += block.size();
        }
        return items;
    }

    private void add(int n) {
        long index = (long) n - item.firstN();
        int account = (int) (index / item.dayParts());
        long day = index % item.dayParts();
        if (!blocks.isEmpty() && last().goesOnWith(account, day)) {
            Block last = blocks.remove(blocks.size() - 1);
            blocks.add(new Block(last.accounts(), last.firstDay(), day));
        } else {
            closeLast();
            blocks.add(new Block(List.of(account), day, day));
        }
    }

    /** The days of the last block are known: the accounts before it may have had the same ones. */
    private void closeLast() {
        if (blocks.size() < 2) {
            return;
        }
        Block before = blocks.get(blocks.size() - 2);
        if (before.hasDaysOf(last())) {
            List<Integer> accounts = new ArrayList<>(before.accounts());
            accounts.addAll(last().accounts());
            blocks.subList(blocks.size() - 2, blocks.size()).clear();
            blocks.add(new Block(accounts, before.firstDay(), before.lastDay()));
        }
    }

    private Block last() {
        return blocks.get(blocks.size() - 1);
    }

    private QuerySpec spec(Block block) {
        QuerySpec spec = item.spec();
        if (item.splitsAccounts()) {
            spec = spec.forAccounts(
                    block.accounts().stream().map(item.spec().accounts()::get).toList());
        }
        if (item.splitsDays()) {
            LocalDate start = item.spec().dates().start();
            spec = spec.forDates(new DateRange(start.plusDays(block.firstDay()), start.plusDays(block.lastDay())));
        }
        return spec;
    }
}
