package io.querybatch.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Small programs that tests run, and signals to processes that they started. */
public final class Processes {

    /** Of each generation of the serial collector. */
    private static final Pattern HEAP = Pattern.compile("generation +total \\d+K, used (\\d+)K");

    private Processes() {}

    /** Sends a signal such as {@code STOP} to one process. */
    public static void signal(String name, long pid) {
        run("kill", "-" + name, String.valueOf(pid));
    }

    /**
     * The signal of Ctrl-C, or the next best where tests were started in the background: then this process and all that it starts
     * take no notice of Ctrl-C. Linux tells in {@code /proc}; other systems are taken to run tests in a terminal.
     */
    public static Interrupt interrupt() throws IOException {
        Path status = Path.of("/proc/self/status");
        boolean ignored = Files.exists(status)
                && Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("SigIgn:"))
                        .mapToLong(line -> Long.parseUnsignedLong(
                                line.substring("SigIgn:".length()).strip(), 16))
                        .anyMatch(signals -> (signals & (1L << (Interrupt.INT.number - 1))) != 0);
        return ignored ? Interrupt.TERM : Interrupt.INT;
    }

    /** Signals by which people end a program. */
    public enum Interrupt {
        INT(2),
        TERM(15);

        private final int number;

        Interrupt(int number) {
            this.number = number;
        }

        /** Exit code of a program that it ended. */
        public int exitCode() {
            return 128 + number;
        }
    }

    /** The program that servers under test run on: of this Java, or of another that {@code -Dit.jdk} names. */
    public static Path java() {
        return jdk().resolve("bin").resolve("java");
    }

    static Path jdk() {
        return Path.of(System.getProperty("it.jdk", System.getProperty("java.home")));
    }

    /** Tells a JVM to do something, and returns what it says. */
    public static String jcmd(long pid, String command) {
        return run(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), String.valueOf(pid), command);
    }

    /** Kilobytes of the heap of a JVM with the serial collector that are in use once it has been collected. */
    public static long heapInUse(long pid) {
        jcmd(pid, "GC.run");
        return HEAP.matcher(jcmd(pid, "GC.heap_info"))
                .results()
                .mapToLong(generation -> Long.parseLong(generation.group(1)))
                .sum();
    }

    /** Runs a small program to its end and returns what it prints, which is the reason if it fails. */
    public static String run(String... command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(String.join(" ", command) + ": " + said.strip());
            }
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
