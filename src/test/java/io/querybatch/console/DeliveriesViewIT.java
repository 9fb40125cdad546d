package io.querybatch.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.testing.Api.Answer;
import io.querybatch.testing.Poll;
import io.querybatch.webhooks.http.Receiver;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** What came of the callback of a batch, in a real browser, with real receivers. */
@Tag("h2")
class DeliveriesViewIT extends AtLocalConsole {

    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    /** A batch that stops when it is resumed, and tells the receiver. */
    private void openPaused(Receiver receiver) {
        String url = "http://127.0.0.1:" + receiver.port() + "/hook";
        Answer batch = api.post("query/batch", """
                {"description":"Told when done","callback_url":"%s","callback_secret":"%s","split_dates_policy":"day","query_concurrency":1,
                 "queries":[{"ds_id":"FLIGHTS","ds_accounts":"ORD","start_date":"2001-01-01","end_date":"2001-02-28","fields":"date,flights",
                             "cache_minutes":0,"settings":{"no_fusion":true}}]}""".formatted(url, SECRET));
        assertThat(batch.status()).as(batch.body()).isEqualTo(201);
        String id = batch.data().getString("batch_id");
        Answer paused = api.patch("query/batch/" + id, "{\"paused\":true}");
        assertThat(paused.status()).as(paused.body()).isEqualTo(200);
        browser.go("/batches/" + id);
        browser.seeText("p", "To " + url);
    }

    private static void awaitAttempts(String... beginnings) {
        Poll.until(
                LONGEST,
                String.join(", ", beginnings) + " are the attempts",
                () -> attempts().equals(List.of(beginnings)));
    }

    /** Number, status and reason of each attempt. */
    private static List<String> attempts() {
        return browser.rows("table.attempts").stream()
                .map(cells -> cells.get(0) + " " + cells.get(2) + " " + cells.get(4))
                .toList();
    }

    @Test
    void theDeliveryIsSeenFromTheFirstAttemptToItsSuccessAndMadeAgain() {
        AtomicInteger failures = new AtomicInteger(1);
        try (Receiver receiver =
                Receiver.start(exchange -> Receiver.answer(exchange, failures.getAndDecrement() > 0 ? 500 : 204))) {
            openPaused(receiver);
            browser.seeText("p", "Not yet It is made when the batch has stopped.");
            assertThat(browser.has("table.attempts")).isFalse();
            browser.press("Resume");
            awaitAttempts("1 500 Only a 2xx counts as received.", "2 204 Received.");
            browser.seeText("p", "Delivered ");

            browser.seeText("button", "Deliver again").sendKeys(Keys.ENTER);
            awaitAttempts("1 204 Received.", "1 500 Only a 2xx counts as received.", "2 204 Received.");
            assertThat(browser.run("return document.activeElement.textContent")).isEqualTo("Deliver again");
            assertThat(receiver.calls()).hasSize(3);
            List<String> ids = receiver.calls().stream()
                    .map(call -> call.header("webhook-id"))
                    .distinct()
                    .toList();
            assertThat(ids).hasSize(1);
            assertThat(browser.page()).contains(ids.get(0));
            scrollToDeliveries();
            console.look("deliveries", "table.attempts");
            console.picture("deliveries-1180");
        }
    }

    private static void scrollToDeliveries() {
        browser.run("document.querySelector('#deliveries-title').scrollIntoView()");
    }

    @Test
    void whatNobodyWantsAndWhatNobodyAnswersAreToldApart() {
        try (Receiver receiver = Receiver.start(exchange -> Receiver.answer(exchange, 410))) {
            openPaused(receiver);
            browser.press("Resume");
            awaitAttempts("1 410 Nobody wants to hear of it: not sent again.");
            browser.seeText("p", "Given up ");
        }
        browser.press("Deliver again");
        Poll.until(
                LONGEST, "an attempt without an answer", () -> attempts().get(0).startsWith("1 No answer"));
        assertThat(browser.rows("table.attempts").get(0).get(4)).isNotBlank();
        browser.seeText("p", "To be delivered ");
        assertThat(browser.seeText("button", "Deliver again").getAttribute("aria-disabled"))
                .isEqualTo("true");
        scrollToDeliveries();
        console.look("deliveries-failing", "table.attempts");
    }
}
