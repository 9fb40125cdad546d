package io.querybatch.parameters;

import io.querybatch.grammar.GrammarException;
import io.querybatch.grammar.OrderParser;
import io.querybatch.query.Order;
import jakarta.json.JsonArray;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code order_rows} and {@code order_columns}: text, or an array with one criterion in each entry. */
final class OrderReader {

    private static final int MAX_LENGTH = 1_000;

    private OrderReader() {}

    static List<Order> read(Members members, String member) {
        JsonValue value = members.get(member);
        if (value == null || Names.saysNothing(value)) {
            return List.of();
        }
        List<Order> orders = new ArrayList<>();
        try {
            if (value instanceof JsonArray array) {
                for (JsonValue element : array) {
                    orders.addAll(OrderParser.parse(element instanceof JsonString text ? text.getString() : ""));
                }
            } else {
                orders.addAll(OrderParser.parse(members.text(member, MAX_LENGTH, "")));
            }
        } catch (GrammarException e) {
            members.wrong(member, e.getMessage());
        }
        return orders;
    }
}
