package io.querybatch.cli;

import io.querybatch.client.BatchClient;
import io.querybatch.client.ScheduleRuns;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code schedule runs}. */
@Command(name = "runs", description = "Show what became of its due times.", mixinStandardHelpOptions = true)
final class ScheduleRunsCommand extends ServerCommand {

    @Parameters(paramLabel = "ID", description = "Id of the schedule.")
    private String id;

    @Option(names = "--limit", defaultValue = "20", description = "At most so many, 1-100 (${DEFAULT-VALUE}).")
    private int limit;

    ScheduleRunsCommand(Surroundings world) {
        super(world);
    }

    @Override
    int run(BatchClient client, Screen screen) {
        Table table = new Table("DUE", "OUTCOME", "LATE", "MISSED", "BATCH", "ERROR");
        for (ScheduleRuns.Run run : client.schedules().runs(id, limit).data()) {
            table.row(
                    run.dueTime() == null ? "by hand" : run.dueTime().toString(),
                    run.outcome(),
                    run.lateSeconds() + " s",
                    Numbers.grouped(run.missed()),
                    run.batchId(),
                    run.errorInfo() == null ? "" : error(run.errorInfo()));
        }
        table.print(screen);
        return ExitCode.OK;
    }

    private static String error(ScheduleRuns.ErrorInfo error) {
        return error.code() + " " + Text.oneLine(error.description());
    }
}
