package io.querybatch.testing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** How an application server is prepared as {@code docs/servers} says, and started. */
interface ServerInstallation {

    /**
     * Prepares a server that was unpacked a moment ago.
     *
     * @param server its folder
     * @param war the WAR to be deployed; its name is its context root, ROOT is "/"
     * @return a command that runs the server until it is killed
     */
    List<String> prepare(Path server, Path war, int port) throws IOException;

    /** Environment variable that has the options of the JVM. */
    String jvmVariable();
}
