package io.querybatch.singles;

import io.querybatch.batches.BatchQuery;
import io.querybatch.execution.AnswerSource;
import io.querybatch.planning.SettingsJson;
import io.querybatch.query.DateRange;
import io.querybatch.query.FieldRef;
import io.querybatch.query.PeriodComparison;
import io.querybatch.query.QuerySpec;
import io.querybatch.results.ResultColumn;
import io.querybatch.results.StoredResult;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** {@code meta} of an answer with rows (contract B §3.2): what was asked, and what it gave. */
final class DataMeta {

    /** Looked up once: {@code Json} searches the class path at every call. */
    private static final JsonProvider JSON = JsonProvider.provider();

    private final RunQuestion question;
    private final BatchQuery query;
    private final BatchQuery.Result answer;
    private final StoredResult result;

    private DataMeta(RunQuestion question, BatchQuery query, StoredResult result) {
        this.question = question;
        this.query = query;
        this.answer = (BatchQuery.Result) query.end();
        this.result = result;
    }

    static JsonObject of(RunQuestion question, BatchQuery query, StoredResult result) {
        DataMeta meta = new DataMeta(question, query, result);
        return JSON.createObjectBuilder()
                .add("request_id", question.requestId())
                .add("schedule_id", question.scheduleId())
                .add("status_code", query.state().name())
                .add("query", meta.asked())
                .add("result", meta.measures())
                .add("paginate", meta.paginate())
                .build();
    }

    private JsonObjectBuilder measures() {
        boolean empty = result.summary().rows() == 0;
        return JSON.createObjectBuilder()
                .add("total_columns", empty ? 0 : result.summary().columns())
                // The published service counts the header row here (contract A6).
                .add("total_rows", empty ? 0 : result.summary().rows() + 1)
                .add(
                        "run_seconds",
                        Duration.between(query.started(), query.ended()).toMillis() / 1000.0)
                .addNull("data_sampled")
                .add("cache_used", isCached())
                .add("cache_time", isCached() ? text(answer.asOf()) : JsonValue.NULL);
    }

    /** Whether the source was asked before the question came. */
    private boolean isCached() {
        return question.reused() || answer.source() == AnswerSource.CACHED;
    }

    private JsonObjectBuilder paginate() {
        RowPage page = question.page();
        return JSON.createObjectBuilder()
                .add("prev", text(question.link(page.previous())))
                .add("next", text(question.link(page.next(result.summary().rows()))));
    }

    private JsonObjectBuilder asked() {
        QuerySpec spec = query.spec();
        Integer minutes = query.item().cacheMinutes();
        PeriodComparison comparison = spec.comparison();
        DateRange other = comparison == null ? null : comparison.against(spec.dates());
        return JSON.createObjectBuilder()
                .add("start_date", start(spec.dates()))
                .add("end_date", end(spec.dates()))
                .add("ds_accounts", JSON.createArrayBuilder(spec.accounts()))
                .add("ds_segments", JSON.createArrayBuilder(spec.segments()))
                .add("fields", fields(spec.fields(), result.columns()))
                .add("compare_type", comparison == null ? JsonValue.NULL : name(comparison.period()))
                .add("compare_show", comparison == null ? JsonValue.NULL : name(comparison.show()))
                .add("compare_start_date", start(other))
                .add("compare_end_date", end(other))
                .add("settings", SettingsJson.write(spec.settings()))
                .add("cache_minutes", minutes == null ? JsonValue.NULL : JSON.createValue(minutes));
    }

    /** A field that became columns, or stands in such columns, has no one place in a row. */
    private JsonArrayBuilder fields(List<FieldRef> asked, List<ResultColumn> columns) {
        JsonArrayBuilder fields = JSON.createArrayBuilder();
        boolean[] taken = new boolean[columns.size()];
        for (FieldRef ref : asked) {
            JsonObjectBuilder field =
                    JSON.createObjectBuilder().add("id", ref.id()).add("field_id", ref.id());
            int place = place(ref, columns, taken);
            if (place >= 0) {
                ResultColumn column = columns.get(place);
                field.add("field_name", column.name())
                        .add("field_type", column.kind())
                        .add("field_split", "row")
                        .add("data_type", column.dataType())
                        .add("data_column", place);
            } else {
                field.add("field_split", ref.column() ? "column" : "row");
            }
            fields.add(field.add("visible", true));
        }
        return fields;
    }

    private static int place(FieldRef ref, List<ResultColumn> columns, boolean[] taken) {
        for (int i = 0; i < taken.length && !ref.column(); i++) {
            if (!taken[i] && columns.get(i).fieldId().equals(ref.id())) {
                taken[i] = true;
                return i;
            }
        }
        return -1;
    }

    private static JsonValue start(DateRange dates) {
        return text(dates == null ? null : dates.start());
    }

    private static JsonValue end(DateRange dates) {
        return text(dates == null ? null : dates.end());
    }

    private static JsonValue name(Enum<?> value) {
        return JSON.createValue(value.name().toLowerCase(Locale.ROOT));
    }

    private static JsonValue text(Object value) {
        return value == null ? JsonValue.NULL : JSON.createValue(value.toString());
    }
}
