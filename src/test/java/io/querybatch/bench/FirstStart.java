package io.querybatch.bench;

import io.querybatch.testing.Api;
import io.querybatch.testing.Batches;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;

/** From sending a batch of one query to an idle server until the query begins, beside an empty POST that inserts a row. */
final class FirstStart implements Measurement {

    private static final int ARRIVALS = 100 * Integer.getInteger("bench.times", 3);

    /** One after the other, without pauses: what is measured is not the compiler. */
    private static final Duration WARM_UP = WarmUp.TIME.dividedBy(2);

    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final LocalDate FIRST_DAY = LocalDate.of(2001, 1, 1);
    private static final int DAYS = 180;

    @Override
    public String name() {
        return "latency";
    }

    @Override
    public String title() {
        return "From POST to the first query started on an idle server, beside an empty POST with one insert";
    }

    @Override
    public void measure(Report report) throws Exception {
        Samples empty = new Samples();
        try (BareServer bare = BareServer.inserting()) {
            Api api = new Api(bare.url(), null);
            WarmUp.until(WARM_UP, () -> post(api, batch(0)));
            Arrivals.come(ARRIVALS, job -> empty.time(() -> post(api, batch(0))));
        }
        report.progress("the bare server was asked");
        Samples accepted = new Samples();
        Samples started = new Samples();
        try (BenchServer server = BenchServer.start()) {
            WarmUp.until(
                    WARM_UP, () -> Batches.awaitEnd(server.api(), Batches.submit(server.api(), batch(0)), LONGEST));
            submit(server, ARRIVALS, accepted, started);
        }
        for (int percent : new int[] {50, 99}) {
            String baseline = "empty POST, p" + percent;
            report.figure(baseline, 1_000 * empty.percentile(percent), "ms");
            report.figure("accepted, p" + percent, accepted.percentile(percent), "ms", baseline);
            report.figure("first query started, p" + percent, started.percentile(percent), "ms", baseline);
        }
        report.figure("POST to first start, p99", started.percentile(99), "ms", Target.atMost(50));
    }

    /** Of another day each time: who asks what somebody is just being answered waits for that answer. */
    private static String batch(int job) {
        String day = FIRST_DAY.plusDays(job % DAYS).toString();
        return """
            {"queries":[{"ds_id":"FLIGHTS","ds_accounts":"ORD","start_date":"%s","end_date":"%s",
             "fields":"date,origin,flights"}]}\
            """.formatted(day, day);
    }

    private static void post(Api bare, String body) {
        int status = bare.post("api/inserts", body).status();
        if (status != 201) {
            throw new IllegalStateException("the bare server answered " + status);
        }
    }

    /** The server tells when a query began, in whole milliseconds of the same clock. */
    private static void submit(BenchServer server, int amount, Samples accepted, Samples started) throws Exception {
        Instant[] sent = new Instant[amount];
        String[] batches = new String[amount];
        Arrivals.come(amount, job -> {
            long begin = System.nanoTime();
            sent[job] = Instant.now();
            batches[job] = Batches.submit(server.api(), batch(job));
            accepted.add((System.nanoTime() - begin) / 1e6);
        });
        for (int job = 0; job < amount; job++) {
            Batches.awaitEnd(server.api(), batches[job], LONGEST);
            JsonObject query = Batches.queries(server.api(), batches[job]).get(0);
            Instant start = Instant.parse(query.getString("query_start_time"));
            started.add(Duration.between(sent[job], start).toNanos() / 1e6);
        }
    }
}
