package io.querybatch.cli;

import io.querybatch.client.Batch;
import io.querybatch.client.BatchClient;
import io.querybatch.client.BatchQuery;
import io.querybatch.client.StatusPage;
import java.io.PrintStream;
import java.util.HashSet;
import java.util.Set;

/** Shows a batch until it has stopped. */
final class Watch {

    private final BatchClient client;
    private final PrintStream err;
    private final ProgressBar bar;
    private final Set<String> reasons = new HashSet<>();

    Watch(BatchClient client, Screen screen, PrintStream out, PrintStream err) {
        this.client = client;
        this.err = err;
        this.bar = screen.bar(out);
    }

    /** Returns it as it ended. Who is interrupted is told that the batch goes on. */
    Batch toTheEnd(String id) {
        Thread farewell = new Thread(() -> farewell(id));
        Runtime.getRuntime().addShutdownHook(farewell);
        try {
            Batch batch = client.await(id, this::show);
            bar.show(batch.progress(), null);
            return batch;
        } finally {
            bar.end();
            Runtime.getRuntime().removeShutdownHook(farewell);
        }
    }

    private void show(StatusPage page) {
        page.data().stream()
                .map(BatchQuery::errorInfo)
                .map(Failures::reason)
                .filter(reasons::add)
                .forEach(bar::note);
        bar.show(page.progress(), page.meta().eta());
    }

    private void farewell(String id) {
        bar.end();
        err.println("Not watching any more; the batch goes on. querybatch watch " + id + ", or cancel " + id);
        err.flush();
    }

    /** Says how it ended. */
    static void summarise(Batch batch, Screen screen) {
        String outcome = String.valueOf(batch.outcome()).replace('_', ' ');
        String text = batch.batchId() + " " + outcome + ": "
                + Numbers.grouped(batch.progress().success()) + " succeeded, "
                + Numbers.grouped(batch.progress().failure()) + " failed";
        Painter painter = screen.painter();
        screen.say("%s", ExitCode.of(batch) == ExitCode.OK ? painter.green(text) : painter.red(text));
        if (batch.progress().success() > 0) {
            screen.hint("Results:  querybatch results %s", batch.batchId());
        }
        if (batch.progress().failure() > 0) {
            screen.hint("Failures: querybatch status %s --state FAILED", batch.batchId());
        }
    }
}
