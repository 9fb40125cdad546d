package io.querybatch.cli;

import io.querybatch.client.BatchClient;
import io.querybatch.client.Schedule;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code schedule create}. */
@Command(name = "create", description = "Make a schedule and print its id.", mixinStandardHelpOptions = true)
final class ScheduleCreateCommand extends ServerCommand {

    @Parameters(
            index = "0",
            paramLabel = "CRON",
            description = "Minute, hour, day of the month, month, day of the week, such as \"0 6 * * MON-FRI\".")
    private String cron;

    @Parameters(index = "1", paramLabel = "FILE", description = "The batch as JSON; - for standard input.")
    private String file;

    @Option(names = "--timezone", description = "By whose clocks, such as Europe/Berlin. Default: the server's.")
    private String timezone;

    @Option(names = "--description", description = "A note of your own.")
    private String description;

    @Option(names = "--missed-runs", description = "skip, or run_once to make up for missed runs by one (default).")
    private String missedRuns;

    @Option(names = "--overlap", description = "skip (default), or allow a batch while the last one runs.")
    private String overlap;

    @Option(names = "--paused", description = "Not due until it is resumed.")
    private boolean paused;

    @Option(
            names = "--idempotency-key",
            paramLabel = "KEY",
            description =
                    "Made again with the same key within 24 hours, it is the same schedule. Default: a random one.")
    private String key;

    ScheduleCreateCommand(Surroundings world) {
        super(world);
    }

    @Override
    int run(BatchClient client, Screen screen) {
        Schedule schedule = client.schedules().create(body(), key == null ? BatchClient.newKey() : key);
        screen.say("%s", schedule.recurrenceId());
        screen.hint("Next run: %s", ScheduleShowCommand.next(schedule));
        return ExitCode.OK;
    }

    private JsonObject body() {
        JsonObjectBuilder body = Json.createObjectBuilder().add("cron", cron);
        add(body, "timezone", timezone);
        add(body, "description", description);
        add(body, "missed_runs", missedRuns);
        add(body, "overlap", overlap);
        if (paused) {
            body.add("paused", true);
        }
        return body.add("batch", Body.readObject(file, world())).build();
    }

    private static void add(JsonObjectBuilder body, String name, String value) {
        if (value != null) {
            body.add(name, value);
        }
    }
}
