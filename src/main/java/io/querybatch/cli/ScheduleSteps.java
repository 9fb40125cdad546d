package io.querybatch.cli;

import io.querybatch.client.Batch;
import io.querybatch.client.BatchClient;
import io.querybatch.client.ScheduleClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** What is done with one schedule in one step. */
abstract class ScheduleSteps extends ServerCommand {

    @Parameters(paramLabel = "ID", description = "Id of the schedule.")
    private String id;

    ScheduleSteps(Surroundings world) {
        super(world);
    }

    @Override
    final int run(BatchClient client, Screen screen) {
        take(client.schedules(), id, screen);
        return ExitCode.OK;
    }

    abstract void take(ScheduleClient schedules, String schedule, Screen screen);

    /** {@code schedule run}. */
    @Command(name = "run", description = "Submit its batch now and print the id.", mixinStandardHelpOptions = true)
    static final class Run extends ScheduleSteps {

        Run(Surroundings world) {
            super(world);
        }

        @Override
        void take(ScheduleClient schedules, String schedule, Screen screen) {
            Batch batch = schedules.run(schedule);
            screen.say("%s", batch.batchId());
            screen.hint("%,d queries. Watch them: querybatch watch %s", batch.queryAmount(), batch.batchId());
        }
    }

    /** {@code schedule pause}. */
    @Command(name = "pause", description = "Not be due until it is resumed.", mixinStandardHelpOptions = true)
    static final class Pause extends ScheduleSteps {

        Pause(Surroundings world) {
            super(world);
        }

        @Override
        void take(ScheduleClient schedules, String schedule, Screen screen) {
            schedules.pause(schedule, true);
            screen.hint("Paused.");
        }
    }

    /** {@code schedule resume}. */
    @Command(name = "resume", description = "Be due again.", mixinStandardHelpOptions = true)
    static final class Resume extends ScheduleSteps {

        Resume(Surroundings world) {
            super(world);
        }

        @Override
        void take(ScheduleClient schedules, String schedule, Screen screen) {
            screen.hint("Next run: %s", ScheduleShowCommand.next(schedules.pause(schedule, false)));
        }
    }

    /** {@code schedule delete}. */
    @Command(name = "delete", description = "Remove it; its batches stay.", mixinStandardHelpOptions = true)
    static final class Delete extends ScheduleSteps {

        Delete(Surroundings world) {
            super(world);
        }

        @Override
        void take(ScheduleClient schedules, String schedule, Screen screen) {
            schedules.delete(schedule);
            screen.hint("Deleted; its batches stay.");
        }
    }
}
