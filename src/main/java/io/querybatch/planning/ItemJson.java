package io.querybatch.planning;

import io.querybatch.grammar.FilterText;
import io.querybatch.query.BatchItem;
import io.querybatch.query.DateRange;
import io.querybatch.query.FieldRef;
import io.querybatch.query.Order;
import io.querybatch.query.PeriodComparison;
import io.querybatch.query.QuerySettings;
import io.querybatch.query.QuerySpec;
import io.querybatch.query.Selection;
import io.querybatch.query.SplitPolicy;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import jakarta.json.stream.JsonGenerator;
import java.io.StringReader;
import java.io.StringWriter;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Consumer;

/**
 * What a resolved item asks, as it is kept in the store: equal queries have equal text. Members may be added, never renamed: a newer
 * server reads what an older one wrote. What is as usual is not written.
 */
public final class ItemJson {

    /** Looked up once: {@code Json} searches the class path at every call. */
    private static final JsonProvider JSON = JsonProvider.provider();

    private ItemJson() {}

    public static String write(BatchItem item) {
        return write(json -> {
            writeSpec(json, item.spec());
            writeNames(json, "excluded_accounts", item.excludedAccounts());
        });
    }

    /** A query alone. */
    public static String write(QuerySpec spec) {
        return write(json -> writeSpec(json, spec));
    }

    /** As it goes, without a tree of it: a batch has ten thousand items. */
    private static String write(Consumer<JsonGenerator> members) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            members.accept(json);
            json.writeEnd();
        }
        return text.toString();
    }

    private static void writeSpec(JsonGenerator json, QuerySpec spec) {
        json.write("ds_id", spec.dataSource());
        writeArray(json, "ds_accounts", spec.accounts());
        writeFields(json, spec.fields());
        writeNames(json, "ds_segments", spec.segments());
        if (spec.dates() != null) {
            json.write("start_date", spec.dates().start().toString())
                    .write("end_date", spec.dates().end().toString());
        }
        if (spec.filter() != null) {
            json.write("filter", FilterText.write(spec.filter()));
        }
        writeSelection(json, spec.selection());
        writeComparison(json, spec.comparison());
        if (!spec.settings().equals(QuerySettings.DEFAULT)) {
            json.write("settings", SettingsJson.write(spec.settings()).build());
        }
    }

    private static void writeFields(JsonGenerator json, List<FieldRef> fields) {
        json.writeStartArray("fields");
        for (FieldRef field : fields) {
            if (field.column()) {
                json.writeStartObject()
                        .write("id", field.id())
                        .write("split", "column")
                        .writeEnd();
            } else {
                json.write(field.id());
            }
        }
        json.writeEnd();
    }

    private static void writeSelection(JsonGenerator json, Selection selection) {
        writeNames(json, "order_rows", orders(selection.orderRows()));
        writeNames(json, "order_columns", orders(selection.orderColumns()));
        json.write("max_rows", selection.maxRows());
        if (selection.maxColumns() != Integer.MAX_VALUE) {
            json.write("max_columns", selection.maxColumns());
        }
        if (selection.offset() != 0) {
            json.write("offset", selection.offset());
        }
    }

    private static List<String> orders(List<Order> orders) {
        return orders.stream()
                .map(order -> order.field() + (order.descending() ? " desc" : ""))
                .toList();
    }

    private static void writeComparison(JsonGenerator json, PeriodComparison comparison) {
        if (comparison == null) {
            return;
        }
        json.write("compare_type", comparison.period().name())
                .write("compare_show", comparison.show().name());
        if (comparison.custom() != null) {
            json.write("compare_start_date", comparison.custom().start().toString())
                    .write("compare_end_date", comparison.custom().end().toString());
        }
    }

    private static void writeNames(JsonGenerator json, String name, List<String> names) {
        if (!names.isEmpty()) {
            writeArray(json, name, names);
        }
    }

    private static void writeArray(JsonGenerator json, String name, List<String> texts) {
        json.writeStartArray(name);
        texts.forEach(json::write);
        json.writeEnd();
    }

    /** Reads an item; what is not in its text comes from its row. */
    public static BatchItem read(String text, int firstN, String key, SplitPolicy split, Integer cacheMinutes) {
        JsonObject json = parse(text);
        return new BatchItem(firstN, key, spec(json), strings(json, "excluded_accounts"), split, cacheMinutes);
    }

    private static JsonObject parse(String text) {
        try (JsonReader reader = JSON.createReader(new StringReader(text))) {
            return reader.readObject();
        }
    }

    private static QuerySpec spec(JsonObject json) {
        return new QuerySpec(
                json.getString("ds_id"),
                strings(json, "ds_accounts"),
                strings(json, "ds_segments"),
                dates(json, "start_date", "end_date"),
                json.getJsonArray("fields").stream().map(ItemJson::field).toList(),
                json.containsKey("filter") ? FilterText.read(json.getString("filter")) : null,
                selection(json),
                comparison(json),
                json.containsKey("settings")
                        ? SettingsJson.read(json.getJsonObject("settings"))
                        : QuerySettings.DEFAULT);
    }

    private static FieldRef field(JsonValue value) {
        return value instanceof JsonObject object
                ? new FieldRef(object.getString("id"), true)
                : FieldRef.inRows(((JsonString) value).getString());
    }

    private static Selection selection(JsonObject json) {
        return new Selection(
                strings(json, "order_rows").stream().map(ItemJson::order).toList(),
                strings(json, "order_columns").stream().map(ItemJson::order).toList(),
                json.getInt("offset", 0),
                json.getInt("max_rows"),
                json.getInt("max_columns", Integer.MAX_VALUE));
    }

    private static Order order(String text) {
        return text.endsWith(" desc")
                ? new Order(text.substring(0, text.length() - " desc".length()), true)
                : new Order(text, false);
    }

    private static PeriodComparison comparison(JsonObject json) {
        return json.containsKey("compare_type")
                ? new PeriodComparison(
                        PeriodComparison.Period.valueOf(json.getString("compare_type")),
                        dates(json, "compare_start_date", "compare_end_date"),
                        PeriodComparison.Show.valueOf(json.getString("compare_show")))
                : null;
    }

    private static DateRange dates(JsonObject json, String start, String end) {
        return json.containsKey(start)
                ? new DateRange(LocalDate.parse(json.getString(start)), LocalDate.parse(json.getString(end)))
                : null;
    }

    private static List<String> strings(JsonObject json, String name) {
        JsonArray array = json.getJsonArray(name);
        return array == null ? List.of() : array.getValuesAs(JsonString::getString);
    }
}
