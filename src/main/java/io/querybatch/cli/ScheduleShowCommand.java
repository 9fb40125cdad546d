package io.querybatch.cli;

import io.querybatch.client.BatchClient;
import io.querybatch.client.Schedule;
import java.time.Instant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code schedule show}. */
@Command(
        name = "show",
        description = "Show a schedule and its next runs; with --json its batch, too.",
        mixinStandardHelpOptions = true)
final class ScheduleShowCommand extends ServerCommand {

    @Parameters(paramLabel = "ID", description = "Id of the schedule.")
    private String id;

    ScheduleShowCommand(Surroundings world) {
        super(world);
    }

    @Override
    int run(BatchClient client, Screen screen) {
        Schedule schedule = client.schedules().schedule(id);
        Table table = new Table("SCHEDULE", schedule.recurrenceId());
        table.row("description", Text.oneLine(schedule.description()));
        table.row("cron", schedule.cron());
        table.row("time zone", schedule.timezone());
        table.row("missed runs", schedule.missedRuns());
        table.row("overlap", schedule.overlap());
        table.row("last due", time(schedule.lastDueTime()));
        table.row("last batch", schedule.lastBatchId());
        table.row("next run", next(schedule));
        schedule.nextRuns().stream().skip(1).forEach(run -> table.row("", run.toString()));
        table.print(screen);
        return ExitCode.OK;
    }

    /** When it is due next. */
    static String next(Schedule schedule) {
        return schedule.paused() ? "PAUSED" : time(schedule.nextRunTime());
    }

    private static String time(Instant time) {
        return time == null ? "never" : time.toString();
    }
}
