package io.querybatch.grammar;

import io.querybatch.query.Order;
import io.querybatch.query.Quotation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads orderings: {@code impressions desc, date asc}; ascending unless {@code desc} is said, in any case. */
public final class OrderParser {

    private OrderParser() {}

    /**
     * Reads the entries of a comma list, at least one; the first counts most.
     *
     * @throws GrammarException if an entry is not a field with or without a direction
     */
    public static List<Order> parse(String text) throws GrammarException {
        List<Order> orders = new ArrayList<>();
        for (CommaList.Entry entry : CommaList.split(text)) {
            orders.add(order(entry));
        }
        return List.copyOf(orders);
    }

    /**
     * Reads a list that is split already; may be empty.
     *
     * @throws GrammarException if an entry is wrong; the message says which, counted from 1, and the position is the one
     *     inside that entry
     */
    public static List<Order> parse(List<String> entries) throws GrammarException {
        List<Order> orders = new ArrayList<>();
        for (String entry : entries) {
            try {
                orders.add(parseEntry(entry));
            } catch (GrammarException e) {
                throw new GrammarException("entry " + (orders.size() + 1) + ": " + e.problem(), e.position());
            }
        }
        return List.copyOf(orders);
    }

    /**
     * Reads one entry, such as {@code impressions desc}.
     *
     * @throws GrammarException if it is not a field with or without a direction
     */
    public static Order parseEntry(String entry) throws GrammarException {
        int comma = entry.indexOf(',');
        if (comma >= 0) {
            throw new GrammarException("expected one field and no comma", comma);
        }
        return order(CommaList.split(entry).get(0));
    }

    private static Order order(CommaList.Entry entry) throws GrammarException {
        List<CommaList.Word> words = entry.words();
        String field = entry.first().text();
        if (words.size() == 1) {
            return new Order(field, false);
        }
        CommaList.Word direction = words.get(1);
        String named = direction.text().toLowerCase(Locale.ROOT);
        if (!named.equals("asc") && !named.equals("desc")) {
            throw new GrammarException("expected asc or desc after " + Quotation.of(field), direction.position());
        }
        if (words.size() > 2) {
            throw new GrammarException(
                    "expected a comma after " + Quotation.of(direction.text()),
                    words.get(2).position());
        }
        return new Order(field, named.equals("desc"));
    }
}
