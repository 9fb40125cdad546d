package io.querybatch.cli;

import io.querybatch.client.Batch;
import io.querybatch.client.BatchClient;
import picocli.CommandLine.Command;

/** {@code retry}. */
@Command(
        name = "retry",
        description = "Make a new batch of the queries that failed, and print its id.",
        mixinStandardHelpOptions = true)
final class RetryCommand extends BatchCommand {

    RetryCommand(Surroundings world) {
        super(world);
    }

    @Override
    int run(BatchClient client, Screen screen) {
        Batch batch = client.retry(id());
        screen.say("%s", batch.batchId());
        screen.hint("%,d queries. Watch them: querybatch watch %s", batch.queryAmount(), batch.batchId());
        return ExitCode.OK;
    }
}
