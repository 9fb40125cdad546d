package io.querybatch.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code schedule}: what can be done with schedules. */
@Command(
        name = "schedule",
        description = "Submit batches again and again.",
        mixinStandardHelpOptions = true,
        subcommands = {
            ScheduleCreateCommand.class,
            ScheduleListCommand.class,
            ScheduleShowCommand.class,
            ScheduleRunsCommand.class,
            ScheduleSteps.Run.class,
            ScheduleSteps.Pause.class,
            ScheduleSteps.Resume.class,
            ScheduleSteps.Delete.class
        })
final class ScheduleCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return ExitCode.USAGE;
    }
}
