package io.querybatch.singles;

import io.querybatch.grammar.DateText;
import io.querybatch.grammar.GrammarException;
import io.querybatch.http.Envelope;
import io.querybatch.http.QueryParameters;
import io.querybatch.http.Reading;
import io.querybatch.http.RequestId;
import io.querybatch.security.CurrentCaller;
import io.querybatch.security.Reach;
import io.querybatch.security.RequiresScope;
import io.querybatch.security.Scope;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;

/** Which single queries were asked that the caller may read of, as far back as results are kept (contract B §3.3). */
@Path("query/history")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@RequiresScope({Scope.DS_QUERIES_RUN, Scope.DS_ADMIN})
public class HistoryResource {

    private static final int MAX_PAGE = 1_000;
    private static final int DEFAULT_PAGE = 100;
    private static final Duration DAY = Duration.ofDays(1);

    @Inject
    private SingleStore store;

    @Inject
    private CurrentCaller caller;

    @Inject
    private Reading reading;

    @Inject
    private RequestId requestId;

    @Inject
    private Clock clock;

    /** {@code meta} of a history. */
    @JsonbPropertyOrder({"requestId", "filter", "paginate"})
    public record Meta(String requestId, Period filter, Paginate paginate) {}

    /** The time it covers, both ends included. */
    @JsonbPropertyOrder({"since", "until"})
    public record Period(Instant since, Instant until) {}

    /** Which stretch this is, and how many runs there are. */
    @JsonbPropertyOrder({"offset", "limit", "total"})
    public record Paginate(int offset, int limit, int total) {}

    /** A run; {@code tenant} is there for administrators only. */
    @JsonbPropertyOrder({
        "type",
        "tenant",
        "scheduleTime",
        "scheduleId",
        "statusCode",
        "appId",
        "dsId",
        "totalRows",
        "runSeconds"
    })
    public record Run(
            @JsonbProperty("@type") String type,
            String tenant,
            Instant scheduleTime,
            String scheduleId,
            String statusCode,
            String appId,
            String dsId,
            Long totalRows,
            Double runSeconds) {}

    /** The runs, the newest first. */
    @GET
    public Envelope<Meta, List<Run>> history(@Context UriInfo uri) {
        QueryParameters parameters = QueryParameters.of(uri);
        Reach reach = reading.reach(parameters);
        Instant now = clock.instant();
        SingleStore.HistoryQuery query = new SingleStore.HistoryQuery(
                parameters.names("ds_ids"),
                parameters.names("status_codes").stream()
                        .map(code -> code.toUpperCase(Locale.ROOT))
                        .toList(),
                time(parameters, "since", now.minus(DAY), false),
                time(parameters, "until", now, true),
                parameters.integer("offset", 0, Integer.MAX_VALUE, 0),
                parameters.integer("limit", 1, MAX_PAGE, DEFAULT_PAGE));
        parameters.done();
        reading.note(reach);
        SingleStore.History history = store.history(reach, query);
        return new Envelope<>(
                new Meta(
                        requestId.value(),
                        new Period(query.since(), query.until()),
                        new Paginate(query.offset(), query.limit(), history.total())),
                history.runs().stream().map(this::view).toList());
    }

    private Run view(SingleStore.HistoryEntry entry) {
        return new Run(
                "query_history",
                caller.get().administers() ? entry.tenant() : null,
                entry.scheduled(),
                entry.scheduleId(),
                entry.state(),
                "API",
                entry.dataSource(),
                entry.rows(),
                entry.seconds());
    }

    /** A time in UTC, or a day: its begin, or its end if that is what is asked for. */
    private Instant time(QueryParameters parameters, String name, Instant absent, boolean end) {
        String text = parameters.text(name);
        if (text == null) {
            return absent;
        }
        try {
            return Instant.parse(text.endsWith("Z") ? text : text + "Z");
        } catch (DateTimeParseException e) {
            return day(parameters, name, text, absent, end);
        }
    }

    private Instant day(QueryParameters parameters, String name, String text, Instant absent, boolean end) {
        try {
            LocalDate day = DateText.parse(text.replace('_', ' '), LocalDate.now(clock));
            return (end ? day.plusDays(1) : day).atStartOfDay().toInstant(ZoneOffset.UTC);
        } catch (GrammarException e) {
            parameters.refuse(name, e.getMessage());
            return absent;
        }
    }
}
