package io.querybatch.testing;

import io.querybatch.cli.Querybatch;
import io.querybatch.cli.Surroundings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs commands of {@code querybatch-cli.jar}. */
public final class CommandLineClient {

    private CommandLineClient() {}

    /** What a command printed, and how it ended. */
    public record Run(int exit, String out, String err) {

        /** The first line that it printed. */
        public String firstLine() {
            return out.lines().findFirst().orElseThrow(() -> new AssertionError("nothing was printed; " + err));
        }
    }

    /** Runs a command in this process. */
    public static Run inProcess(Map<String, String> environment, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Surroundings world = new Surroundings(
                new ByteArrayInputStream(new byte[0]),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false,
                environment,
                Clock.systemUTC());
        int exit = Querybatch.run(world, arguments);
        return new Run(exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** Runs a command as its users do, with {@code input} on standard input. */
    public static Run process(Path folder, Map<String, String> environment, String input, String... arguments) {
        try {
            Path errors = Files.createTempFile(folder, "errors", ".txt");
            Process process = start(folder, environment, errors, arguments);
            process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().close();
            try (InputStream out = process.getInputStream()) {
                String printed = new String(out.readAllBytes(), StandardCharsets.UTF_8);
                return new Run(process.waitFor(), printed, Files.readString(errors));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Starts a command in a folder; its standard error goes to a file. */
    public static Process start(Path folder, Map<String, String> environment, Path errors, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-jar",
                Project.target().resolve("querybatch-cli.jar").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectError(errors.toFile());
        builder.environment().putAll(environment);
        return builder.start();
    }
}
