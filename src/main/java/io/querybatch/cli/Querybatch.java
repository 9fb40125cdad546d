package io.querybatch.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.lang.reflect.Constructor;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command {@code querybatch}. */
@Command(
        name = "querybatch",
        description = "Submit thousands of reporting queries as one batch, watch it, fetch its results.",
        mixinStandardHelpOptions = true,
        versionProvider = Querybatch.Version.class,
        subcommands = {
            SubmitCommand.class,
            WatchCommand.class,
            ResultsCommand.class,
            StatusCommand.class,
            CancelCommand.class,
            RetryCommand.class,
            ListCommand.class,
            ScheduleCommand.class,
            KeyCommand.class,
            SourcesCommand.class,
            FieldsCommand.class,
            AccountsCommand.class,
            QuotasCommand.class,
            TokenCommand.class,
            GenerateCompletion.class
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done; the batch completed",
            "1:the server refused, or cannot be reached, or something else failed",
            "2:the command was not understood",
            "3:the batch completed with errors",
            "4:the batch was cancelled or timed out"
        },
        footerHeading = "%nVariables:%n",
        footer = "  QUERYBATCH_URL, QUERYBATCH_TOKEN, NO_COLOR; QUERYBATCH_HOME for token")
public final class Querybatch implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return ExitCode.USAGE;
    }

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] args) {
        System.exit(run(Surroundings.system(Clock.systemUTC()), args));
    }

    /** Runs one command, and returns its exit code. */
    public static int run(Surroundings world, String... args) {
        Painter painter = new Painter(
                world.terminal(), world.terminal() && !world.environment().containsKey("NO_COLOR"));
        Complaints complaints = new Complaints(world.err());
        CommandLine line = new CommandLine(new Querybatch(), factory(world))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(writer(world.out()))
                .setErr(writer(world.err()))
                .setColorScheme(CommandLine.Help.defaultColorScheme(
                        painter.colors() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF))
                .setParameterExceptionHandler(complaints)
                .setExecutionExceptionHandler(complaints);
        return line.execute(args);
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, true, StandardCharsets.UTF_8);
    }

    /** Commands are made with their surroundings. */
    private static IFactory factory(Surroundings world) {
        return new IFactory() {
            @Override
            public <K> K create(Class<K> type) throws Exception {
                for (Constructor<?> constructor : type.getDeclaredConstructors()) {
                    if (constructor.getParameterCount() == 1
                            && constructor.getParameterTypes()[0] == Surroundings.class) {
                        return type.cast(constructor.newInstance(world));
                    }
                }
                return CommandLine.defaultFactory().create(type);
            }
        };
    }

    /** What the jar says of itself. */
    static final class Version implements IVersionProvider {

        @Override
        public String[] getVersion() {
            String version = Querybatch.class.getPackage().getImplementationVersion();
            return new String[] {"querybatch " + (version == null ? "(not packaged)" : version)};
        }
    }
}
