package io.querybatch.bench;

import io.querybatch.testing.Api;
import io.querybatch.testing.Batches;
import java.time.Duration;

/** The same poll of a batch of 100 and of one of 100,000 queries, in turn. */
final class StatusPolls implements Measurement {

    private static final int POLLS = 300;
    private static final int LARGE = 99_844;
    private static final String ITEM = """
        ,{"ds_id":"FLIGHTS","ds_accounts":"list.all_accounts","start_date":"2001-01-01","end_date":"2001-06-30",
          "fields":"flights"}\
        """;

    @Override
    public String name() {
        return "polls";
    }

    @Override
    public void measure(Report report) throws Exception {
        try (BenchServer server = BenchServer.start()) {
            Api api = server.api();
            String small = FlightBatches.submit(api, FlightBatches.hundred(api), 100);
            server.awaitSuccess(small);
            String large = ended(api);
            Samples smallPolls = new Samples();
            Samples largePolls = new Samples();
            Samples sameAgain = new Samples();
            String tag = api.get(large + "/status?limit=1").header("ETag");
            for (int i = 0; i < POLLS; i++) {
                smallPolls.time(() -> poll(api, small + "/status?limit=100"));
                largePolls.time(() -> poll(api, large + "/status?limit=100&offset=" + LARGE / 2));
                sameAgain.time(() -> pollAgain(api, large + "/status?limit=100&offset=" + LARGE / 2, tag));
            }
            report.figure("poll of 100 queries", smallPolls.median() * 1000, "ms");
            report.figure("poll of 99,844 queries", largePolls.median() * 1000, "ms", "poll of 100 queries");
            report.figure("the same with its tag", sameAgain.median() * 1000, "ms", "poll of 100 queries");
        }
    }

    /** A large batch that was cancelled: what it reads like does not depend on how its queries ended. */
    private static String ended(Api api) {
        String batch = FlightBatches.submit(api, FlightBatches.body("2001-01-01", "2001-03-15", ITEM.repeat(2)), LARGE);
        api.delete(batch);
        Batches.awaitEnd(api, batch, Duration.ofMinutes(10));
        return batch;
    }

    private static void pollAgain(Api api, String path, String tag) {
        int status =
                api.send(api.request(path).header("If-None-Match", tag).GET()).status();
        if (status != 304) {
            throw new IllegalStateException("nothing has changed, and the answer is " + status);
        }
    }

    private static void poll(Api api, String path) {
        int queries = api.get(path).json().getJsonArray("data").size();
        if (queries != 100) {
            throw new IllegalStateException("a poll has " + queries + " queries");
        }
    }
}
