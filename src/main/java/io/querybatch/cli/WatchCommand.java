package io.querybatch.cli;

import io.querybatch.client.Batch;
import io.querybatch.client.BatchClient;
import picocli.CommandLine.Command;

/** {@code watch}: the exit code says how the batch ended. */
@Command(
        name = "watch",
        description = "Show a batch until it has stopped. Ctrl-C leaves it alone.",
        mixinStandardHelpOptions = true)
final class WatchCommand extends BatchCommand {

    WatchCommand(Surroundings world) {
        super(world);
    }

    @Override
    int run(BatchClient client, Screen screen) {
        Batch batch = new Watch(client, screen, world().out(), world().err()).toTheEnd(id());
        Watch.summarise(batch, screen);
        return ExitCode.of(batch);
    }
}
