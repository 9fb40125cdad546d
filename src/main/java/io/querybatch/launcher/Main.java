package io.querybatch.launcher;

import io.querybatch.launcher.Preflight.Listener;
import java.util.List;
import java.util.Locale;

/** {@code java -jar querybatch.jar}: starts the server, or ends with one clear line and a non-zero code. */
public final class Main {

    static final int CANNOT_START = 1;

    /** Under this system property the application leaves the reason when it cannot start. */
    private static final String REASON = "querybatch.startup.failure";

    private Main() {}

    /** Ends the process if the server does not come up. */
    public static void main(String[] args) {
        Environment environment = new Environment(System.getenv(), System.getProperties());
        Console console = Console.of(LogFormat.TEXT);
        try {
            LogFormat format = LogFormat.of(environment);
            console = Console.of(format);
            Arguments arguments = Arguments.parse(List.of(args));
            if (arguments.help()) {
                System.out.println(Arguments.HELP);
                return;
            }
            start(arguments, environment, format);
        } catch (LaunchException e) {
            console.complain("cannot start: " + e.getMessage());
            System.exit(CANNOT_START);
        }
    }

    private static void start(Arguments arguments, Environment environment, LogFormat format) throws LaunchException {
        long begin = System.nanoTime();
        Console console = Console.of(format);
        Listener listener = new Preflight(environment).check(arguments);
        if (listener.dev()) {
            warnOfDevMode(environment, console);
        }
        OrderlyEnd end = new OrderlyEnd(Boot.start(listener, environment.home(), format), console);
        end.onSignals();
        if (!Readiness.isStarted(listener)) {
            end.because(environment.get(REASON).orElse("the application was not deployed; the log above says why"));
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        console.say(String.format(Locale.ROOT, "querybatch: ready on %s in %.1f s", Readiness.url(listener), seconds));
    }

    private static void warnOfDevMode(Environment environment, Console console) {
        console.warn("DEVELOPMENT MODE: everybody who can read "
                + environment.home().resolve("keys")
                + " can make tokens. Listening on this machine only. Never use it for real data.");
    }
}
