package io.querybatch.cli;

import io.querybatch.client.Batch;
import io.querybatch.client.BatchClient;
import picocli.CommandLine.Command;

/** {@code cancel}. */
@Command(
        name = "cancel",
        description = "Cancel a batch; one that has stopped stays as it is.",
        mixinStandardHelpOptions = true)
final class CancelCommand extends BatchCommand {

    CancelCommand(Surroundings world) {
        super(world);
    }

    @Override
    int run(BatchClient client, Screen screen) {
        Batch batch = client.cancel(id());
        screen.say(
                "%s %s, %,d results stay",
                batch.batchId(),
                batch.hasStopped() ? batch.outcome().replace('_', ' ') : "is being cancelled",
                batch.progress().success());
        return ExitCode.OK;
    }
}
