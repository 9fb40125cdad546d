package io.querybatch.connectors.http;

import io.querybatch.grammar.FilterText;
import io.querybatch.query.FieldRef;
import io.querybatch.query.QuerySpec;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.spi.JsonProvider;
import java.util.List;

/** A query as the single-query API takes it (contract B §3.1). */
final class QueryBody {

    private static final JsonProvider JSON = JsonProvider.provider();

    private QueryBody() {}

    /** The JSON text of a query that is answered at once, whatever its state. */
    static String of(QuerySpec spec, String scheduleId, RemoteSettings settings) {
        JsonObjectBuilder body = JSON.createObjectBuilder()
                .add("ds_id", settings.dataSource())
                .add("schedule_id", scheduleId)
                .add("fields", JSON.createArrayBuilder(fields(spec)))
                .add("max_rows", rows(spec))
                // The published default is 20 columns.
                .add("max_columns", spec.fields().size())
                .add("sync_timeout", 0)
                // The defaults, written out: an account of the service may have others.
                .add(
                        "settings",
                        JSON.createObjectBuilder().add("no_headers", false).add("no_json_keys", true));
        if (spec.filter() != null) {
            body.add("filter", FilterText.write(spec.filter()));
        }
        if (!spec.selection().orderRows().isEmpty()) {
            body.add("order_rows", JSON.createArrayBuilder(orders(spec)));
        }
        if (!spec.accounts().isEmpty()) {
            body.add("ds_accounts", JSON.createArrayBuilder(spec.accounts()));
        }
        if (spec.dates() != null) {
            body.add("start_date", spec.dates().start().toString())
                    .add("end_date", spec.dates().end().toString());
        }
        if (!settings.user().isEmpty()) {
            body.add("ds_user", settings.user());
        }
        return body.build().toString();
    }

    /** The ids of the fields asked for, in their order. */
    static List<String> fields(QuerySpec spec) {
        return spec.fields().stream().map(FieldRef::id).toList();
    }

    /** Rows to ask for; those before the offset are read and left out. */
    static int rows(QuerySpec spec) {
        return (int) Math.min(
                Integer.MAX_VALUE,
                (long) spec.selection().offset() + spec.selection().maxRows());
    }

    private static List<String> orders(QuerySpec spec) {
        return spec.selection().orderRows().stream()
                .map(order -> order.field() + (order.descending() ? " desc" : " asc"))
                .toList();
    }
}
