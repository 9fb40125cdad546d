package com.example.reports;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.File;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.URL;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The application, with Querybatch in it, on Payara Micro. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class ReportsIT {

    private static final String BATCH =
            "{\"queries\":[{\"ds_id\":\"ZONES\",\"ds_accounts\":\"%s\",\"fields\":\"region,zones\"}]}";

    private final HttpClient client = HttpClient.newHttpClient();

    @ArquillianResource
    private URL server;

    /** Payara Micro puts one of this name at the root. */
    @Deployment(testable = false)
    static WebArchive war() {
        return ShrinkWrap.create(ZipImporter.class, "ROOT.war")
                .importFrom(new File(System.getProperty("reports.war")))
                .as(WebArchive.class);
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.getPort() + path);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.timeout(Duration.ofSeconds(30)).build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** A page of the application's own. */
    private HttpResponse<String> reports(String parameter, String value) {
        String query = parameter + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
        return send(HttpRequest.newBuilder(uri("/reports?" + query)));
    }

    private HttpResponse<String> submit(String token, String body) {
        return send(HttpRequest.newBuilder(uri("/query/batch"))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private static JsonObject json(HttpResponse<String> answer) {
        return Json.createReader(new StringReader(answer.body())).readObject();
    }

    private static String token(String... roles) {
        return ServerSettings.KEYCLOAK.token("ann", roles);
    }

    private String finished(String batch) throws InterruptedException {
        for (int i = 0; i < 300; i++) {
            String report = reports("batch", batch).body();
            if (!report.equals("not yet")) {
                return report;
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        throw new AssertionError("nobody told of the end of " + batch);
    }

    @Test
    void aReportIsSubmittedAndItsEndIsToldWithoutHttp() throws Exception {
        String batch = reports("day", "2026-01-31").body();
        assertThat(batch).startsWith("qrb_");
        String report = finished(batch);
        assertThat(report.lines())
                .startsWith("completed", "Offset,Zones")
                .anyMatch(line -> line.startsWith("3600,"))
                .anyMatch(line -> line.startsWith("32400,"));
        assertThat(reports("day", "2026-01-31").body()).as("once").isEqualTo(batch);
        assertThat(ServerSettings.ledger()).content().contains(batch + "_query_1 ", batch + "_query_2 ");
    }

    @Test
    void theRolesOfKeycloakSayWhoMaySeeWhat() {
        String reporter = token("reporter", "zones:Europe");
        HttpResponse<String> accepted = submit(reporter, BATCH.formatted("Europe"));
        assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(201);
        assertThat(json(accepted).getJsonObject("data").getString("tenant")).isEqualTo("sales");
        assertThat(submit(reporter, BATCH.formatted("Asia")).statusCode()).isEqualTo(403);
        assertThat(submit(token("zones:Europe"), BATCH.formatted("Europe")).statusCode())
                .isEqualTo(403);
        assertThat(submit(new Keycloak().token("ann", "reporter", "zones:Europe"), BATCH.formatted("Europe"))
                        .statusCode())
                .as("signed by somebody else")
                .isEqualTo(401);
    }

    @Test
    void whatIsRefusedIsRefusedInTheSameWordsOverHttpAndWithin() {
        for (String wrong : new String[] {
            "{}",
            "{\"queries\":[{\"ds_id\":\"ZONES\",\"ds_accounts\":\"Europe\",\"fields\":\"regoin\"}]}",
            "[",
            "{\"queries\":1,\"x\":2}"
        }) {
            HttpResponse<String> within = reports("json", wrong);
            HttpResponse<String> outside = submit(token("reporter", "zones:Europe"), wrong);
            JsonObject error = json(outside).getJsonObject("error");
            assertThat(within.statusCode()).as(within.body()).isEqualTo(outside.statusCode());
            assertThat(within.body()).isEqualTo(error.getString("code") + "\n" + error.getString("description"));
        }
    }

    @Test
    void batchesOfOthersAreNotFound() {
        HttpResponse<String> accepted = submit(token("reporter", "zones:Europe"), BATCH.formatted("Europe"));
        String batch = json(accepted).getJsonObject("data").getString("batch_id");
        HttpResponse<String> cancel = reports("cancel", batch);
        assertThat(cancel.statusCode()).isEqualTo(404);
        assertThat(cancel.body()).isEqualTo("NOT_FOUND\nThere is no such batch.");
    }

    @Test
    void aBatchThatHasStoppedStaysAsItIs() throws Exception {
        String batch = reports("json", BATCH.formatted("Europe")).body();
        assertThat(finished(batch)).startsWith("completed\n");
        assertThat(reports("cancel", batch).body()).isEqualTo("completed");
    }
}
