package io.querybatch.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.connectors.jdbc.Databases;
import io.querybatch.testing.Api;
import io.querybatch.testing.Api.Answer;
import io.querybatch.testing.Batches;
import io.querybatch.testing.DevTokens;
import io.querybatch.testing.Project;
import io.querybatch.testing.ServerProcess;
import io.querybatch.testing.TestStore;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Hundreds of texts made to get out of a statement, through every parameter that is a text, over PostgreSQL and DuckDB, by a caller who
 * may see one of two shops. There are results and exact errors; nothing of the other shop, nothing of another table, and the
 * data are as they were.
 */
@Tag("h2")
class SqlInjectionIT {

    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final List<String> PAYLOADS = InjectionPayloads.all();

    /** What only the other shop has, and what else nobody may see. */
    private static final String FOREIGN = "note-of-the-south";

    private static final Set<String> ERRORS = Set.of(
            "BAD_REQUEST",
            "UNPROCESSABLE_ENTITY",
            "PERMISSION_ERROR",
            "QUERY_ACCOUNT_UNAVAILABLE",
            "QUERY_FIELD_UNAVAILABLE",
            "QUERY_SOURCE_UNAVAILABLE",
            "QUERY_SOURCE_ERROR");

    private static final String ROWS = """
            ('north', date '2024-01-01', 10, 'plain'), ('north', date '2024-01-02', 20, 'it''s'),
            ('south', date '2024-01-01', 30, 'note-of-the-south'), ('south', date '2024-01-02', 40, 'note-of-the-south')""";

    private static Map<String, String> database;
    private static Path files;
    private static ServerProcess server;
    private static Api api;
    private static Map<String, String> before;

    @BeforeAll
    static void start() throws IOException {
        Path home = Files.createTempDirectory(
                Files.createDirectories(Project.target().resolve("it")), "injection");
        files = Files.createDirectories(home.resolve("files"));
        Files.writeString(files.resolve("sales.csv"), """
                shop,sold,amount,note
                north,2024-01-01,10,plain
                north,2024-01-02,20,it's
                south,2024-01-01,30,note-of-the-south
                south,2024-01-02,40,note-of-the-south
                """);
        Files.writeString(files.resolve("vault.csv"), "secret\n" + InjectionPayloads.SECRET + "\n");
        database = Databases.of(TestStore.freshPostgresql());
        Databases.execute(
                database,
                "create table sales(shop text, sold date, amount int, note text)",
                "insert into sales values " + ROWS,
                "create table vault(secret text)",
                "insert into vault values ('" + InjectionPayloads.SECRET + "')");
        server = ServerProcess.in(home)
                .with("QUERYBATCH_CATALOG", catalog(home).toString())
                .start();
        api = new Api(
                server.url(), DevTokens.token(home, "--ds-access", "{\"SALES\":[\"north\"],\"FILES\":[\"north\"]}"));
        before = fingerprint();
    }

    private static Path catalog(Path home) throws IOException {
        Path catalog = Files.createDirectories(home.resolve("catalog"));
        String fields = """
                accounts: {column: shop, list: [{id: north}, {id: south}]}
                date_column: sold
                fields:
                  - {id: day, name: Day, type: dim, data_type: string.time.date, sql: sold}
                  - {id: note, name: Note, type: dim, data_type: string.text.value, sql: note}
                  - {id: amount, name: Amount, type: met, data_type: int.number.value, sql: sum(amount)}
                segments:
                  - {id: large, name: Large, filter: "amount > 5"}
                """;
        Files.writeString(
                catalog.resolve("sales.yaml"),
                """
                ds_id: SALES
                name: Sales
                connector: jdbc
                connection: {url: "%s", user: "%s", password: "%s"}
                from: sales
                """.formatted(database.get("url"), database.get("user"), database.get("password")) + fields);
        Files.writeString(catalog.resolve("files.yaml"), """
                ds_id: FILES
                name: Files
                connector: duckdb
                tables: {sales: "%1$s/sales.csv", vault: "%1$s/vault.csv"}
                from: sales
                """.formatted(files) + fields);
        return catalog;
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** All that could have been changed. */
    private static Map<String, String> fingerprint() {
        Map<String, String> found = new TreeMap<>();
        found.put(
                "rows",
                Databases.single(database, "select md5(string_agg(s::text, ';' order by s::text)) from sales s"));
        found.put("vault", Databases.single(database, "select md5(string_agg(v::text, ';')) from vault v"));
        found.put("columns", Databases.single(database, """
                select md5(string_agg(table_schema || table_name || column_name || data_type, ';'
                                      order by table_schema, table_name, ordinal_position))
                from information_schema.columns where table_schema not in ('pg_catalog', 'information_schema')"""));
        found.put(
                "roles",
                Databases.single(database, "select md5(string_agg(r::text, ';' order by r::text)) from pg_roles r"));
        try (Stream<Path> listed = Files.list(files)) {
            for (Path file : listed.toList()) {
                found.put(file.getFileName().toString(), Files.readString(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        found.put("pwned", String.valueOf(Files.exists(Path.of("/tmp/pwned.csv"))));
        return found;
    }

    @AfterEach
    void everythingIsAsItWas() {
        assertThat(fingerprint()).isEqualTo(before);
        assertThat(server.healthIs("health/ready", 200)).isTrue();
    }

    private static void assertNothingLeaks(String answer) {
        assertThat(answer)
                .doesNotContain(InjectionPayloads.SECRET, FOREIGN, "root:", "org.postgresql", "SQLException", "jdbc:")
                .doesNotContainIgnoringCase(
                        "syntax error", "unterminated", "parser error", "binder error", "select sum(");
    }

    static Stream<String> sources() {
        return Stream.of("SALES", "FILES");
    }

    private static JsonObjectBuilder query(String source) {
        return Json.createObjectBuilder()
                .add("ds_id", source)
                .add("ds_accounts", "north")
                .add("start_date", "2024-01-01")
                .add("end_date", "2024-01-31")
                .add("fields", "day,note,amount")
                .add("cache_minutes", 0);
    }

    /** Puts a payload into one member of a query. */
    private interface Place {
        JsonObjectBuilder put(JsonObjectBuilder query, String payload);
    }

    private static final Map<String, Place> PLACES = Map.ofEntries(
            Map.entry("source", (query, payload) -> query.add("ds_id", payload)),
            Map.entry(
                    "account",
                    (query, payload) -> query.add(
                            "ds_accounts",
                            Json.createArrayBuilder().add("north").add(payload))),
            Map.entry("only account", (query, payload) -> query.add("ds_accounts", payload)),
            Map.entry("segment", (query, payload) -> query.add("ds_segments", payload)),
            Map.entry("start", (query, payload) -> query.add("start_date", payload)),
            Map.entry("range type", (query, payload) -> query.add("date_range_type", payload)),
            Map.entry("field", (query, payload) -> query.add("fields", "day," + payload)),
            Map.entry(
                    "field in a list",
                    (query, payload) -> query.add(
                            "fields", Json.createArrayBuilder().add("day").add(payload))),
            Map.entry("filter", (query, payload) -> query.add("filter", payload)),
            Map.entry("filter value", (query, payload) -> query.add("filter", "note == " + payload)),
            Map.entry(
                    "quoted filter value",
                    (query, payload) -> query.add("filter", "note == '" + payload.replace("'", "''") + "'")),
            Map.entry("filter pattern", (query, payload) -> query.add("filter", "note =@ " + payload)),
            Map.entry("filter expression", (query, payload) -> query.add("filter", "note =~ " + payload)),
            Map.entry("filter field", (query, payload) -> query.add("filter", payload + " == 1")),
            Map.entry("filter number", (query, payload) -> query.add("filter", "amount > " + payload)),
            Map.entry("order", (query, payload) -> query.add("order_rows", payload)),
            Map.entry("order field", (query, payload) -> query.add("order_rows", payload + " desc")),
            Map.entry(
                    "time zone",
                    (query, payload) ->
                            query.add("settings", Json.createObjectBuilder().add("timezone", payload))),
            Map.entry(
                    "comparison",
                    (query, payload) -> query.add("compare_type", "custom")
                            .add("compare_start_date", payload)
                            .add("compare_end_date", payload)));

    @ParameterizedTest
    @MethodSource("sources")
    void noMemberOfAQueryReachesTheDatabaseAsSql(String source) {
        assertThat(PAYLOADS).hasSizeGreaterThanOrEqualTo(500).doesNotHaveDuplicates();
        PLACES.forEach((name, place) -> run(source, name, place));
    }

    /** All that are well-formed go in together; what is wrong with the form of the others is said exactly, and left out. */
    private static void run(String source, String name, Place place) {
        List<String> sound = new ArrayList<>(PAYLOADS);
        Answer answer = submit(source, place, sound);
        if (answer.status() == 400) {
            sound.removeAll(refused(answer, sound));
            answer = sound.isEmpty() ? answer : submit(source, place, sound);
        }
        if (answer.status() == 201) {
            checkBatch(name, "query/batch/" + answer.data().getString("batch_id"), sound);
        } else {
            // Nothing in it could be run at all.
            assertThat(answer.status()).as(name + ": " + answer.body()).isIn(400, 422);
        }
    }

    private static Answer submit(String source, Place place, List<String> payloads) {
        JsonArrayBuilder items = Json.createArrayBuilder();
        payloads.forEach(payload -> items.add(place.put(query(source), payload)));
        String body = Json.createObjectBuilder().add("queries", items).build().toString();
        Answer answer = api.send(api.request("query/batch?on_invalid=fail_query")
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, application/problem+json")
                .POST(BodyPublishers.ofString(body)));
        assertNothingLeaks(answer.body());
        return answer;
    }

    private static List<String> refused(Answer answer, List<String> payloads) {
        List<JsonObject> errors = answer.json().getJsonArray("errors").getValuesAs(JsonObject.class);
        assertThat(errors).allMatch(error -> error.getString("code").equals("BAD_REQUEST"));
        return errors.stream()
                .map(error -> error.getString("pointer").split("/", -1)[2])
                .map(place -> payloads.get(Integer.parseInt(place)))
                .toList();
    }

    private static void checkBatch(String name, String batch, List<String> payloads) {
        Batches.awaitEnd(api, batch, LONGEST);
        List<JsonObject> queries = Batches.queries(api, batch);
        assertThat(queries).hasSize(payloads.size());
        for (int i = 0; i < queries.size(); i++) {
            JsonObject query = queries.get(i);
            assertNothingLeaks(query.toString().replace(payloads.get(i), ""));
            if (query.getString("status_code").equals("FAILURE")) {
                assertThat(query.getJsonObject("error_info").getString("code"))
                        .as(name + ": " + payloads.get(i) + query)
                        .isIn(ERRORS);
            }
        }
        assertNothingLeaks(api.send(api.request(batch + "/results")
                        .header("Accept", "application/x-ndjson")
                        .GET())
                .body());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "query/accounts?ds_id=%s",
                "query/accounts?ds_id=SALES&search=%s",
                "query/fields?ds_id=%s",
                "query/segments?ds_id=%s",
                "datasource/search?q=%s",
                "query/history?limit=1&cursor=%s",
                "query/batch?state=%s",
                "query/batch?cursor=%s",
                "query/batch/%s",
                "query/results?schedule_id=%s",
                "query/status?schedule_id=%s",
                "query/schedule/%s",
            })
    void noParameterOfAnAddressReachesTheDatabaseAsSql(String address) {
        for (String payload : PAYLOADS) {
            if (payload.matches("(?s).*[\0\\\\].*") && !address.contains("?")) {
                // No path for the server: HostileIT.
                continue;
            }
            Answer answer = api.get(address.formatted(
                    URLEncoder.encode(payload, StandardCharsets.UTF_8).replace("+", "%20")));
            assertThat(answer.status())
                    .as(address + " " + payload + ": " + answer.body())
                    .isIn(200, 400, 403, 404, 422);
            assertNothingLeaks(answer.body().replace(payload, ""));
        }
    }
}
