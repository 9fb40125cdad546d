package io.querybatch.launcher;

import java.util.List;

/**
 * The command line.
 *
 * @param port the port, or null to take the setting
 * @param help whether help is asked for
 */
record Arguments(Integer port, boolean help) {

    static final String HELP = """
        Usage: java -jar querybatch.jar [--port N] [--help]

          --port N   listen on this port (default 8080, or QUERYBATCH_PORT)
          --help     show this text

        Settings come from the environment; the most important:
          QUERYBATCH_HOME                       folder of the server's own data (default ~/.querybatch)
          QUERYBATCH_CATALOG                    folder of the catalog files (default QUERYBATCH_HOME/catalog)
          MP_JWT_VERIFY_PUBLICKEY_LOCATION      key that tokens are verified with: a file or a URL
          QUERYBATCH_LOG_FORMAT=json            one JSON object for each line of the log
          QUERYBATCH_DEV=true                   make a key of our own and listen on this machine only
        All of them are described in server-config/querybatch.properties.\
        """;

    static Arguments parse(List<String> args) throws LaunchException {
        Integer port = null;
        boolean help = false;
        for (int i = 0; i < args.size(); i++) {
            switch (args.get(i)) {
                case "--help", "-h" -> help = true;
                case "--port" -> port = port("--port", i + 1 < args.size() ? args.get(++i) : "");
                default -> throw new LaunchException("unknown argument " + args.get(i) + "; try --help");
            }
        }
        return new Arguments(port, help);
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
