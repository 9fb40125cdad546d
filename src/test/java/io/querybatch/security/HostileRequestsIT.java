package io.querybatch.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.security.HostileRequest.Table;
import io.querybatch.security.HostileRequest.Then;
import io.querybatch.testing.Api;
import io.querybatch.testing.RawHttp;
import io.querybatch.testing.RawHttp.Answer;
import io.querybatch.testing.RawHttp.Connection;
import io.querybatch.testing.ServerUnderTest;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.net.URI;
import java.net.URL;
import java.util.List;
import java.util.function.Consumer;
import org.assertj.core.api.SoftAssertions;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Requests that no decent client would send, byte for byte, and their exact answers. Behind or inside of many is another request, to
 * delete a schedule: that is still there after each, and a good request is still answered.
 */
@ExtendWith(ArquillianExtension.class)
@Tag("h2")
class HostileRequestsIT {

    private static final String SCHEDULE = """
        {"cron":"0 0 1 1 *","batch":{"queries":[{"ds_id":"FLIGHTS","ds_accounts":"ORD","start_date":"2001-05-01",
          "end_date":"2001-05-01","fields":"date,flights"}]}}\
        """;

    @ArquillianResource
    private URL url;

    private final String tenant = ServerUnderTest.newTenant();
    private final String token = ServerUnderTest.tokens().token().tenant(tenant).sign();
    private RawHttp http;
    private Api api;
    private String schedule;

    @Deployment(testable = false)
    static WebArchive war() {
        return ServerUnderTest.war();
    }

    @BeforeEach
    void makeWhatMustStay() {
        http = new RawHttp(URI.create(url.toString()));
        api = new Api(URI.create(url.toString()), token);
        renew();
    }

    private void renew() {
        schedule = api.post("query/schedule", SCHEDULE).data().getString("recurrence_id");
    }

    private Table table(String smuggled) {
        return new Table(http.authority(), token, smuggled);
    }

    private String deletion() {
        return table("").head("DELETE /query/schedule/" + schedule + " HTTP/1.1", "Content-Length: 0");
    }

    private String good() {
        return table("").head(Table.NOWHERE);
    }

    @Test
    void whatIsNotClearIsRefusedAndNothingBehindItIsServed() {
        check(HostileFraming::fill, 60);
    }

    @Test
    void behindChunksNothingIsServed() {
        check(HostileChunks::fill, 20);
    }

    @Test
    void headsThatAreTooLongOrSayTwoThingsAreRefused() {
        check(HostileHeads::fill, 80);
    }

    @Test
    void bodiesThatAreNoJsonOrTooMuchOfItAreRefused() {
        check(HostileJson::fill, 50);
    }

    @Test
    void bodiesOfAnotherKindAreRefused() {
        check(HostileBodies::fill, 40);
    }

    /** What the rows would not see: that a deletion, if it were served, is one. */
    @Test
    void aRequestBehindAGoodOneIsServed() {
        try (Connection connection = http.connect()) {
            assertThat(connection.send(good() + deletion()).status()).isEqualTo(404);
            assertThat(connection.send("").status()).isEqualTo(200);
        }
        assertThat(api.get("query/schedule/" + schedule).status()).isEqualTo(404);
    }

    /** The server throws while it decodes these (docs/servers.md), before any application, and answers with nothing. */
    @Test
    void addressesThatCannotBeDecodedAreAnsweredWithNothing() {
        for (String request : List.of(
                table("").head("GET /query/batch/%zz HTTP/1.1"),
                table("").bare(Table.NOWHERE, "Host:", "Authorization: Bearer " + token))) {
            Answer answer = http.send(request);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).isEmpty();
        }
    }

    @Test
    void aBodyThatEndsTooEarlyEndsTheConnection() {
        for (String framing : List.of("Content-Length: 500", Table.CHUNKED)) {
            try (Connection connection = http.connect()) {
                String body = framing.equals(Table.CHUNKED) ? Table.chunk(Table.BODY) : Table.BODY;
                Answer answer = connection.sendLast(table("").head(Table.BATCHES, Table.JSON, framing) + body);
                assertThat(answer.status()).as(framing).isIn(0, 400);
            }
            assertThat(http.send(good()).status()).isEqualTo(404);
        }
    }

    private void check(Consumer<Table> filling, int atLeast) {
        Table names = table(deletion());
        filling.accept(names);
        assertThat(names.rows()).hasSizeGreaterThan(atLeast);
        SoftAssertions softly = new SoftAssertions();
        for (int i = 0; i < names.rows().size(); i++) {
            Table table = table(deletion());
            filling.accept(table);
            check(softly, table.rows().get(i));
        }
        softly.assertAll();
    }

    private void check(SoftAssertions softly, HostileRequest row) {
        String name = row.name();
        try (Connection connection = http.connect()) {
            Answer answer = connection.send(row.sent());
            softly.assertThat(answer.status()).as(name + ": " + answer.body()).isEqualTo(row.status());
            look(softly, row, answer);
            if (row.then() == Then.ENDS) {
                softly.assertThat(connection.rest())
                        .as(name + ": behind the answer")
                        .isEmpty();
            } else if (row.then() == Then.SERVES) {
                softly.assertThat(connection.send(good()).status())
                        .as(name + ": the next")
                        .isEqualTo(404);
            }
        }
        softly.assertThat(http.send(good()).status())
                .as(name + ": a good request")
                .isEqualTo(404);
        int left = api.get("query/schedule/" + schedule).status();
        softly.assertThat(left).as(name + ": what was to be deleted").isEqualTo(200);
        if (left != 200) {
            renew();
        }
    }

    private static void look(SoftAssertions softly, HostileRequest row, Answer answer) {
        softly.assertThat(answer.headers()).as(row.name()).doesNotContainKeys("server", "x-powered-by", "x-injected");
        if (row.status() == 200) {
            return;
        }
        if (row.code() == null) {
            softly.assertThat(answer.body()).as(row.name()).isEmpty();
            return;
        }
        try (JsonReader reader = Json.createReader(new StringReader(answer.body()))) {
            JsonObject body = reader.readObject();
            softly.assertThat(body.getJsonObject("error").getString("code"))
                    .as(row.name())
                    .isEqualTo(row.code());
            softly.assertThat(answer.body())
                    .as(row.name())
                    .doesNotContainPattern("(?i)exception|grizzly|payara|jersey|java[.x]|/tmp|/root");
        } catch (RuntimeException e) {
            softly.fail(row.name() + ": no envelope: " + answer.status() + " " + answer.body());
        }
    }
}
