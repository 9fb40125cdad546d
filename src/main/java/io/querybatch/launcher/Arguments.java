package io.querybatch.launcher;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;

/**
 * The command line.
 *
 * @param action what is asked for
 * @param port the port, or null to take the setting
 * @param folder the folder to prepare, or null
 */
record Arguments(Action action, Integer port, Path folder) {

    enum Action {
        SERVE,
        HELP,
        PREPARE,
        /** Serve, write down the classes that were loaded, and end: what {@link Rehearsal} starts. */
        REHEARSE
    }

    static final String HELP = """
        Usage: java -jar querybatch.jar [--port N] [--prepare FOLDER] [--help]

          --port N           listen on this port (default 8080, or QUERYBATCH_PORT)
          --prepare FOLDER   make a folder from which "java @FOLDER/start" starts the server in half the time
          --help             show this text

        Settings come from the environment; the most important:
          QUERYBATCH_HOME                       folder of the server's own data (default ~/.querybatch)
          QUERYBATCH_CATALOG                    folder of the catalog files (default QUERYBATCH_HOME/catalog)
          MP_JWT_VERIFY_PUBLICKEY_LOCATION      key that tokens are verified with: a file or a URL
          QUERYBATCH_LOG_FORMAT=json            one JSON object for each line of the log
          QUERYBATCH_DEV=true                   make a key of our own and listen on this machine only
        All of them are described in server-config/querybatch.properties.\
        """;

    static Arguments parse(List<String> args) throws LaunchException {
        Arguments parsed = new Arguments(Action.SERVE, null, null);
        for (Iterator<String> rest = args.iterator(); rest.hasNext(); ) {
            String argument = rest.next();
            parsed = switch (argument) {
                case "--help", "-h" -> parsed.with(Action.HELP);
                case "--rehearse" -> parsed.with(Action.REHEARSE);
                case "--prepare" -> parsed.with(Action.PREPARE).in(folder(rest));
                case "--port" -> parsed.at(port("--port", rest.hasNext() ? rest.next() : ""));
                default -> throw new LaunchException("unknown argument " + argument + "; try --help");
            };
        }
        return parsed;
    }

    private static Path folder(Iterator<String> rest) throws LaunchException {
        if (!rest.hasNext()) {
            throw new LaunchException("--prepare: name the folder to make");
        }
        return Environment.absolute(rest.next());
    }

    /** Help comes before everything else. */
    private Arguments with(Action other) {
        return new Arguments(action == Action.HELP ? action : other, port, folder);
    }

    private Arguments at(int otherPort) {
        return new Arguments(action, otherPort, folder);
    }

    private Arguments in(Path otherFolder) {
        return new Arguments(action, port, otherFolder);
    }

    /** A port number, of the option or setting that is named. */
    static int port(String name, String text) throws LaunchException {
        try {
            int port = Integer.parseInt(text);
            if (port >= 1 && port <= 65_535) {
                return port;
            }
        } catch (NumberFormatException e) {
            // The message for people follows.
        }
        throw new LaunchException(name + ": \"" + text + "\" is not a port number from 1 to 65535");
    }
}
