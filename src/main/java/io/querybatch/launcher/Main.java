package io.querybatch.launcher;

import io.querybatch.launcher.Preflight.Listener;
import java.io.IOException;
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
            switch (arguments.action()) {
                case HELP -> System.out.println(Arguments.HELP);
                case PREPARE -> prepare(arguments, console);
                case SERVE -> start(arguments, environment, format);
                case REHEARSE -> rehearse(arguments, environment, format);
            }
        } catch (LaunchException e) {
            console.complain("cannot start: " + e.getMessage());
            System.exit(CANNOT_START);
        }
    }

    private static OrderlyEnd start(Arguments arguments, Environment environment, LogFormat format)
            throws LaunchException {
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
        return end;
    }

    private static void prepare(Arguments arguments, Console console) throws LaunchException {
        try {
            if (!(Distribution.current() instanceof UberJar uberJar)) {
                throw new LaunchException("--prepare: only querybatch.jar as it was delivered can do that");
            }
            new Preparation(uberJar.jar(), new PreparedFolder(arguments.folder()), console).run();
        } catch (IOException e) {
            throw new LaunchException("--prepare: this jar cannot be read", e);
        }
    }

    private static void rehearse(Arguments arguments, Environment environment, LogFormat format)
            throws LaunchException {
        OrderlyEnd end = start(arguments, environment, format);
        try {
            SharedClasses.write(new PreparedFolder(Distribution.jar().getParent()).archive());
        } catch (IOException e) {
            throw new LaunchException("--rehearse: this jar cannot be read", e);
        }
        end.now();
    }

    private static void warnOfDevMode(Environment environment, Console console) {
        console.warn("DEVELOPMENT MODE: everybody who can read "
                + environment.home().resolve("keys")
                + " can make tokens. Listening on this machine only. Never use it for real data.");
    }
}
