package io.querybatch.testing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** How an application server is prepared as {@code docs/servers} says, and started. */
interface ServerInstallation {

    /**
     * Prepares a server that was unpacked a moment ago.
     *
     * @param server its folder
     * @param war the first WAR that will be deployed; its name is its context root, ROOT is "/"
     * @return a command that runs the server until it is killed
     */
    List<String> prepare(Path server, Path war, int port) throws IOException;

    /**
     * Gives a prepared server what {@code server-config} has as its resources, a data source and executors.
     *
     * @param driver jar of PostgreSQL's driver
     * @return the settings that name them
     */
    Map<String, String> addResources(Path server, Path driver) throws IOException;

    /**
     * Has the server deploy a WAR once it runs; it may return before that is done.
     *
     * @param war its name is its context root, ROOT is "/"
     */
    void deploy(Path server, Path war) throws IOException;

    /** Has the running server end what was deployed; it may return before that is done. */
    void undeploy(Path server, Path war) throws IOException;

    /** Context root of a WAR: "" or the name with a slash behind it. */
    static String root(Path war) {
        return war.getFileName().toString().replace("ROOT.war", "").replace(".war", "/");
    }

    /** The settings that name resources of the server. */
    static Map<String, String> named(String source, String executor, String threads) {
        return Map.of(
                "querybatch.db.jndi", source,
                "querybatch.executor.jndi", executor,
                "querybatch.threads.jndi", threads);
    }

    /** Environment variable that has the options of the JVM. */
    String jvmVariable();
}
