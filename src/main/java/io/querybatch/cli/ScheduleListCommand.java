package io.querybatch.cli;

import io.querybatch.client.BatchClient;
import io.querybatch.client.Schedule;
import io.querybatch.client.ScheduleList;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code schedule list}. */
@Command(name = "list", description = "List the schedules, newest first.", mixinStandardHelpOptions = true)
final class ScheduleListCommand extends ServerCommand {

    @Option(names = "--limit", defaultValue = "100", description = "At most so many, 1-1000 (${DEFAULT-VALUE}).")
    private int limit;

    ScheduleListCommand(Surroundings world) {
        super(world);
    }

    @Override
    int run(BatchClient client, Screen screen) {
        ScheduleList list = client.schedules().list(limit, null);
        Table table = new Table("SCHEDULE", "CRON", "TIME ZONE", "NEXT RUN", "LAST BATCH", "DESCRIPTION");
        for (Schedule schedule : list.data()) {
            table.row(
                    schedule.recurrenceId(),
                    schedule.cron(),
                    schedule.timezone(),
                    ScheduleShowCommand.next(schedule),
                    schedule.lastBatchId(),
                    Text.oneLine(schedule.description()));
        }
        table.print(screen);
        if (list.meta().cursor() != null) {
            screen.hint("There are more: --limit");
        }
        return ExitCode.OK;
    }
}
