package io.querybatch.connectors.http;

import com.sun.net.httpserver.HttpExchange;
import io.querybatch.catalog.Variables;
import io.querybatch.connectors.ConnectorFactory;
import io.querybatch.connectors.QueryConnectorContract;
import io.querybatch.connectors.http.FakeRemote.Request;
import io.querybatch.connectors.http.RemoteTable.Column;
import io.querybatch.query.QuerySpec;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** Over a service that remembers what it was asked, and has the columns that were. */
class HttpConnectorContractTest extends QueryConnectorContract {

    private static final Map<String, Column> COLUMNS = Map.of(
            "day", new Column("day", "Day", "string.time.date"),
            "clicks", new Column("clicks", "Clicks", "int.number.value"),
            "cost", new Column("cost", "Cost", "float.currency.value"));

    private static final Map<String, List<String>> CELLS = Map.of(
            "day", List.of("\"2024-01-01\"", "\"2024-01-02\"", "\"2024-01-03\"", "null"),
            "clicks", List.of("1", "20", "300", "0"),
            "cost", List.of("0.5", "1.25", "null", "3"));

    private static final String CATALOG = """
            ds_id: ADS
            name: Ads of the other house
            connector: http
            connection: {url: "%s", token: "${KEY}"}
            accounts: remote
            fields: remote
            """;

    private static final String ACCOUNTS = """
            {"meta":{"request_id":"r"},"data":[{"ds_user":"a","accounts":[{"account_id":"1","account_name":"One"}]}]}""";

    private static final String FIELDS = """
            {"meta":{"request_id":"r"},"data":[
              {"field_id":"day","field_name":"Day","field_type":"dim","data_type":"string.time.date"},
              {"field_id":"clicks","field_name":"Clicks","field_type":"met","data_type":"int.number.value"},
              {"field_id":"cost","field_name":"Cost","field_type":"met","data_type":"float.currency.value"}]}""";

    private final FakeRemote remote = new FakeRemote(RemoteTable.numbers(0));

    /** By the id of the query: the fields that it asks for. */
    private final Map<String, List<String>> asked = new ConcurrentHashMap<>();

    @TempDir
    private Path folder;

    HttpConnectorContractTest() {
        remote.always(FakeRemote.ACCOUNTS, Behaviours.json(200, ACCOUNTS));
        remote.always(FakeRemote.FIELDS, Behaviours.json(200, FIELDS));
        remote.always(FakeRemote.DATA, (exchange, request) -> {
            JsonObject query =
                    Json.createReader(new StringReader(request.body())).readObject();
            asked.put(
                    query.getString("schedule_id"), query.getJsonArray("fields").getValuesAs(JsonString::getString));
            Behaviours.json(200, RemoteTable.numbers(0).status("QUEUED")).answer(exchange, request);
        });
        remote.always(FakeRemote.RESULTS, this::answer);
    }

    @AfterEach
    void close() {
        remote.close();
    }

    private void answer(HttpExchange exchange, Request request) throws IOException {
        List<String> fields = asked.get(request.parameters().get("schedule_id"));
        List<Column> columns = fields.stream().map(COLUMNS::get).toList();
        String[] rows = IntStream.range(0, 4)
                .mapToObj(row -> fields.stream()
                        .map(field -> CELLS.get(field).get(row))
                        .collect(Collectors.joining(",", "[", "]")))
                .toArray(String[]::new);
        RemoteTable.of(columns, rows).page(exchange, request);
    }

    /** Real time, in which nobody waits as long as he should between two requests. */
    private static final class Impatient implements Ticker {

        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public void await(CountDownLatch opened, Duration time) throws InterruptedException {
            Ticker.SYSTEM.await(opened, time.dividedBy(50));
        }
    }

    @Override
    protected ConnectorFactory factory() {
        return new HttpConnectorFactory(new Variables(name -> Optional.of("t0ken")), new Impatient());
    }

    @Override
    protected Path catalog() {
        try {
            Files.writeString(folder.resolve("ads.yaml"), CATALOG.formatted(remote.url()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return folder;
    }

    @Override
    protected QuerySpec query() {
        return new QuerySpec("ADS", List.of("1"), null, List.of("day", "clicks", "cost"), 1000);
    }
}
