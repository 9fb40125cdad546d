package io.querybatch.results.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.querybatch.query.BatchId;
import io.querybatch.query.OutputFormat;
import io.querybatch.query.ScheduleId;
import io.querybatch.results.NoRoomException;
import io.querybatch.results.ResultColumn;
import io.querybatch.results.ResultKey;
import io.querybatch.results.ResultLayout;
import io.querybatch.results.ResultStoreUnavailableException;
import io.querybatch.results.ResultWriter;
import io.querybatch.testing.S3Proxy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** A store that takes no more says so in its own words; a server that answers with them takes the place of each. */
class FullBucketTest {

    private static final ResultKey KEY = new ResultKey(new ScheduleId(new BatchId("qrb_0123456789abcdef0123"), 1), 7);
    private static final List<ResultColumn> COLUMNS = List.of(
            new ResultColumn("date", "Date", "dim", "string.date"),
            new ResultColumn("text", "Text", "dim", "string.text"),
            new ResultColumn("number", "Number", "met", "float.number"));

    private final List<String> requests = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private S3ResultStore store;
    private int status;
    private String code;

    /** Parts of an upload that there is room for. */
    private int room;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        store = S3Stores.open(url, "results", new ExecutionInterceptor() {}, 100_000_000);
    }

    @AfterEach
    void stop() {
        store.close();
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String request =
                exchange.getRequestMethod() + " " + exchange.getRequestURI().getRawQuery();
        requests.add(request);
        exchange.getRequestBody().readAllBytes();
        if (request.startsWith("POST uploads") && room > 0) {
            send(
                    exchange,
                    200,
                    "<InitiateMultipartUploadResult><UploadId>u1</UploadId></InitiateMultipartUploadResult>");
        } else if (request.startsWith("PUT") && request.contains("partNumber=") && room-- > 0) {
            exchange.getResponseHeaders().set("ETag", "\"part\"");
            send(exchange, 200, "");
        } else if (request.startsWith("DELETE")) {
            exchange.sendResponseHeaders(204, -1);
        } else if (request.equals("POST delete")) {
            send(exchange, 200, "<DeleteResult/>");
        } else {
            send(exchange, status, code == null ? "" : "<Error><Code>" + code + "</Code></Error>");
        }
        exchange.close();
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private void write(int megabytes) throws IOException {
        try (ResultWriter writer = store.create(KEY, ResultLayout.of(OutputFormat.CSV), COLUMNS)) {
            S3Stores.writeMegabytes(writer, megabytes);
            writer.complete();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "507,",
        "507, XMinioStorageFull",
        "400, XMinioAdminBucketQuotaExceeded",
        "403, QuotaExceeded",
        "500, InsufficientStorage"
    })
    void hasNoRoomForAResult(int status, String code) {
        this.status = status;
        this.code = code;
        assertThatThrownBy(() -> write(1))
                .isInstanceOf(NoRoomException.class)
                .hasMessage("the bucket \"results\" is full (" + status + (code == null ? "" : " " + code) + ")");
        assertThatThrownBy(() -> write(12)).isInstanceOf(NoRoomException.class);
    }

    @ParameterizedTest
    @CsvSource({"403, AccessDenied", "400, InvalidRequest", "400, EntityTooLarge"})
    void isNotFullBecauseItRefuses(int status, String code) {
        this.status = status;
        this.code = code;
        assertThatThrownBy(() -> write(1))
                .isInstanceOf(ResultStoreUnavailableException.class)
                .hasMessageContaining(code)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain(S3Proxy.SECRET_KEY));
    }

    @Test
    void keepsNothingOfAResultForWhichTheRoomEndedHalfway() {
        status = 507;
        room = 1;
        assertThatThrownBy(() -> write(12)).isInstanceOf(NoRoomException.class);
        assertThat(requests).filteredOn(request -> request.startsWith("PUT")).hasSize(2);
        assertThat(requests).endsWith("DELETE uploadId=u1");
    }
}
