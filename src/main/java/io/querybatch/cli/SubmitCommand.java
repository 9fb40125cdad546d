package io.querybatch.cli;

import io.querybatch.client.Batch;
import io.querybatch.client.BatchClient;
import io.querybatch.client.BatchPlan;
import io.querybatch.client.OnInvalid;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code submit}: the body as it is, once. */
@Command(name = "submit", description = "Submit a batch and print its id.", mixinStandardHelpOptions = true)
final class SubmitCommand extends ServerCommand {

    @Parameters(paramLabel = "FILE", description = "The batch as JSON; - for standard input.")
    private String file;

    @Option(names = "--dry-run", description = "Only say what would happen.")
    private boolean dryRun;

    @Option(names = "--watch", description = "Go on watching the batch.")
    private boolean watch;

    @Option(
            names = "--on-invalid",
            paramLabel = "WHAT",
            defaultValue = "refuse",
            description =
                    "If some queries cannot mean anything: refuse the batch, or fail_query to have the others run (${DEFAULT-VALUE}).")
    private OnInvalid onInvalid;

    @Option(
            names = "--idempotency-key",
            paramLabel = "KEY",
            description =
                    "Submitted again with the same key within 24 hours, it is the same batch. Default: a random one.")
    private String key;

    SubmitCommand(Surroundings world) {
        super(world);
    }

    @Override
    int run(BatchClient client, Screen screen) {
        byte[] body = Body.read(file, world());
        if (dryRun) {
            return plan(client.dryRun(body, onInvalid), screen);
        }
        Batch batch = client.submit(body, key == null ? BatchClient.newKey() : key, onInvalid);
        screen.say("%s", batch.batchId());
        if (watch) {
            Batch end = new Watch(client, screen, world().out(), world().err()).toTheEnd(batch.batchId());
            Watch.summarise(end, screen);
            return ExitCode.of(end);
        }
        screen.hint("%,d queries. Watch them: querybatch watch %s", batch.queryAmount(), batch.batchId());
        return ExitCode.OK;
    }

    private static int plan(BatchPlan plan, Screen screen) {
        screen.say(
                "%s: %,d queries%s in about %,d scans, %,d answered from before, %,d shared",
                plan.accepted() ? "would be accepted" : "would be refused",
                plan.queryAmount(),
                plan.accepted() && plan.failed() > 0
                        ? String.format(Locale.ROOT, " (%,d would fail)", plan.failed())
                        : "",
                plan.scans(),
                plan.cached(),
                plan.shared());
        plan.errors().forEach(error -> screen.say("%s %s: %s", error.code(), error.pointer(), error.detail()));
        return plan.accepted() ? ExitCode.OK : ExitCode.FAILED;
    }
}
