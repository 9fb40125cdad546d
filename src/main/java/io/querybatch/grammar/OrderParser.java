package io.querybatch.grammar;

import io.querybatch.query.Order;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** WIP */
public final class OrderParser {
    private OrderParser() {}

    public static List<Order> parse(String text) throws GrammarException {
        List<Order> orders = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            String[] words = part.strip().split("\\s+", -1);
            String direction = words.length > 1 ? words[1].toLowerCase(Locale.ROOT) : "asc";
            if (words[0].isEmpty()
                    || words.length > 2
                    || !List.of("asc", "desc").contains(direction)) {
                throw new GrammarException("expected a field and asc or desc", 0);
            }
            orders.add(new Order(words[0], direction.equals("desc")));
        }
        return orders;
    }
}
