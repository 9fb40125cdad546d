package io.querybatch.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs {@code server-config/DevToken.java} as its users do. */
public final class DevTokens {

    private DevTokens() {}

    /** What the program printed, and how it ended. */
    public record Run(int exit, String out, String err) {}

    /** A token for a server that was started in development mode with this home. */
    public static String token(Path home, String... options) {
        List<String> all = new ArrayList<>(List.of("--home", home.toString()));
        all.addAll(List.of(options));
        Run run = run(all.toArray(String[]::new));
        if (run.exit() != 0) {
            throw new IllegalStateException(run.err());
        }
        return run.out().strip();
    }

    public static Run run(String... options) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                Project.base().resolve("server-config").resolve("DevToken.java").toString()));
        command.addAll(List.of(options));
        try {
            Process process = new ProcessBuilder(command).start();
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Run(process.waitFor(), out, err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
