package io.querybatch.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Small programs that tests run, and signals to processes that they started. */
public final class Processes {

    private Processes() {}

    /** Sends a signal such as {@code STOP} to one process. */
    public static void signal(String name, long pid) {
        run("kill", "-" + name, String.valueOf(pid));
    }

    /** Runs a small program to its end; what it prints is the reason if it fails. */
    public static void run(String... command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(String.join(" ", command) + ": " + said.strip());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
