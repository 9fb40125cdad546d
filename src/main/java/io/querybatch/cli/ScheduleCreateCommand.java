package io.querybatch.cli;

import io.querybatch.client.BatchClient;
import io.querybatch.client.BatchPlan;
import io.querybatch.client.Schedule;
import io.querybatch.client.SchedulePlan;
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

    @Option(names = "--dry-run", description = "Only say what would happen.")
    private boolean dryRun;

    ScheduleCreateCommand(Surroundings world) {
        super(world);
    }

    @Override
    int run(BatchClient client, Screen screen) {
        if (dryRun) {
            return plan(client.schedules().dryRun(body()), screen);
        }
        Schedule schedule = client.schedules().create(body(), key == null ? BatchClient.newKey() : key);
        screen.say("%s", schedule.recurrenceId());
        screen.hint("Next run: %s", ScheduleShowCommand.next(schedule));
        return ExitCode.OK;
    }

    private static int plan(SchedulePlan plan, Screen screen) {
        BatchPlan next = plan.batch();
        screen.say(
                "%s%s: %,d queries of %,d items in about %,d scans at the next run",
                plan.accepted() ? "would be accepted" : "would be refused",
                plan.paused() ? ", paused" : "",
                next.queryAmount(),
                plan.items(),
                next.scans());
        plan.nextRuns().forEach(run -> screen.say("%s  %s", run.runTime(), run.localTime()));
        plan.errors().forEach(error -> say(error, "", screen));
        if (plan.accepted()) {
            next.errors().forEach(error -> say(error, " at the next run", screen));
        }
        return plan.accepted() ? ExitCode.OK : ExitCode.FAILED;
    }

    private static void say(BatchPlan.Finding error, String when, Screen screen) {
        screen.say("%s%s %s: %s", error.code(), when, error.pointer(), error.detail());
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
