package io.querybatch.cli;

import io.querybatch.client.Batch;
import io.querybatch.client.BatchClient;
import io.querybatch.client.BatchList;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code list}. */
@Command(name = "list", description = "List the batches, newest first.", mixinStandardHelpOptions = true)
final class ListCommand extends ServerCommand {

    /** States of batches. */
    enum Only {
        QUEUED,
        RUNNING,
        STOPPED
    }

    @Option(names = "--state", description = "Only those in it: ${COMPLETION-CANDIDATES}.")
    private Only state;

    @Option(names = "--limit", defaultValue = "20", description = "At most so many, 1-1000 (${DEFAULT-VALUE}).")
    private int limit;

    ListCommand(Surroundings world) {
        super(world);
    }

    @Override
    int run(BatchClient client, Screen screen) {
        BatchList list = client.list(state == null ? null : state.name(), limit, null);
        Table table = new Table("BATCH", "STATE", "QUERIES", "DONE", "FAILED", "SUBMITTED", "DESCRIPTION");
        for (Batch batch : list.data()) {
            table.row(
                    batch.batchId(),
                    state(batch),
                    Numbers.grouped(batch.queryAmount()),
                    Numbers.grouped(batch.progress().success()),
                    Numbers.grouped(batch.progress().failure()),
                    String.valueOf(batch.scheduleTime()),
                    Text.oneLine(batch.description()));
        }
        table.print(screen);
        if (list.meta().cursor() != null) {
            screen.hint("There are more: --limit");
        }
        return ExitCode.OK;
    }

    static String state(Batch batch) {
        return batch.outcome() != null ? batch.outcome() : batch.paused() ? "PAUSED" : batch.statusCode();
    }
}
