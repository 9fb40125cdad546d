package io.querybatch.launcher;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A server of its own, without data, that is started from a prepared folder to write down which classes it has loaded, and ends. */
final class Rehearsal {

    private static final int MINUTES = 5;

    private final PreparedFolder prepared;

    Rehearsal(PreparedFolder prepared) {
        this.prepared = prepared;
    }

    void run() throws IOException, LaunchException {
        Path home = Files.createDirectory(prepared.folder().resolve("rehearsal"));
        Path log = home.resolve("server.log");
        ProcessBuilder builder =
                new ProcessBuilder(command()).redirectErrorStream(true).redirectOutput(log.toFile());
        settle(home, builder.environment());
        Process server = builder.start();
        if (!hasEnded(server) || server.exitValue() != 0 || !Files.exists(prepared.archive())) {
            server.destroyForcibly();
            throw new LaunchException("--prepare: the server that was to be watched did not do its part; see " + log);
        }
        Unpacked.delete(home);
    }

    /** Nothing of the operator's concerns it. */
    private static void settle(Path home, Map<String, String> environment) throws IOException {
        Path catalog = Files.createDirectory(home.resolve("catalog"));
        for (String file : List.of("rehearsal.yaml", "rehearsal.csv")) {
            Files.writeString(catalog.resolve(file), Boot.resource(file));
        }
        environment.keySet().removeIf(name -> name.matches("(?i)(querybatch|mp_jwt|otel)[._].*"));
        environment.put("QUERYBATCH_DEV", "true");
        environment.put("QUERYBATCH_HOME", home.toString());
        environment.put("QUERYBATCH_CATALOG", catalog.toString());
    }

    private List<String> command() throws IOException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        return List.of(
                java.toString(),
                "-XX:+RecordDynamicDumpInfo",
                "-jar",
                prepared.jar().toString(),
                "--port",
                String.valueOf(freePort()),
                "--rehearse");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static boolean hasEnded(Process server) {
        try {
            return server.waitFor(MINUTES, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
