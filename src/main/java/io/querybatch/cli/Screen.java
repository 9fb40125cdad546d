package io.querybatch.cli;

import java.io.PrintStream;
import java.time.ZoneId;
import java.util.Locale;

/** What a command says: results on standard output, everything else beside it. */
final class Screen {

    private final Surroundings world;
    private final OutputOptions options;

    Screen(Surroundings world, OutputOptions options) {
        this.world = world;
        this.options = options;
    }

    /** What was asked for; not in JSON, which is shown by itself. */
    void say(String format, Object... values) {
        if (!options.json) {
            world.out().println(String.format(Locale.ROOT, format, values));
        }
    }

    /** What may help, for people only. */
    void hint(String format, Object... values) {
        if (!options.json && !options.quiet) {
            world.err().println(String.format(Locale.ROOT, format, values));
        }
    }

    /** An answer of the server as it came. */
    void json(String answer) {
        if (options.json) {
            world.out().println(answer.strip());
        }
    }

    /** A bar for what goes on, if it is to be seen. */
    ProgressBar bar(PrintStream to) {
        boolean seen = !options.json && !options.quiet;
        return new ProgressBar(
                seen ? to : new PrintStream(PrintStream.nullOutputStream()),
                painter(),
                System::nanoTime,
                ZoneId.systemDefault());
    }

    /** How text is coloured here. */
    Painter painter() {
        return new Painter(
                world.terminal(),
                world.terminal() && !options.noColor && !world.environment().containsKey("NO_COLOR"));
    }
}
