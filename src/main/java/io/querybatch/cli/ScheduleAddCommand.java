package io.querybatch.cli;

import io.querybatch.client.BatchClient;
import io.querybatch.client.Schedule;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code schedule add}. */
@Command(name = "add", description = "Make a schedule and print its id.", mixinStandardHelpOptions = true)
final class ScheduleAddCommand extends ServerCommand {

    @Parameters(paramLabel = "FILE", description = "The batch as JSON; - for standard input.")
    private String file;

    @Option(
            names = "--cron",
            required = true,
            description = "Minute, hour, day of the month, month, day of the week, such as \"0 6 * * MON-FRI\".")
    private String cron;

    @Option(names = "--timezone", description = "By whose clocks, such as Europe/Berlin. Default: the server's.")
    private String timezone;

    @Option(names = "--description", description = "A note of your own.")
    private String description;

    @Option(names = "--missed-runs", description = "skip, or run_once to make up for missed runs by one (default).")
    private String missedRuns;

    @Option(names = "--overlap", description = "skip (default), or allow a batch while the last one runs.")
    private String overlap;

    ScheduleAddCommand(Surroundings world) {
        super(world);
    }

    @Override
    int run(BatchClient client, Screen screen) {
        JsonObjectBuilder body = Json.createObjectBuilder().add("cron", cron);
        add(body, "timezone", timezone);
        add(body, "description", description);
        add(body, "missed_runs", missedRuns);
        add(body, "overlap", overlap);
        body.add("batch", Body.readObject(file, world()));
        Schedule schedule = client.schedules().create(body.build());
        screen.say("%s", schedule.recurrenceId());
        screen.hint("Next run: %s", schedule.nextRunTime());
        return ExitCode.OK;
    }

    private static void add(JsonObjectBuilder body, String name, String value) {
        if (value != null) {
            body.add(name, value);
        }
    }
}
