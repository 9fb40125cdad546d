package io.querybatch.testing;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds the JDK that Trino runs on, which is newer than the one the product and its tests need. The profile "trino" also runs
 * it as a single source file, before it fetches or compiles anything.
 */
final class TrinoJdk {

    private static final int FEATURE = 25;
    private static final String PROPERTY = "trino.jdk";
    private static final String VARIABLE = "JAVA" + FEATURE + "_HOME";
    private static final Pattern LEADING_NUMBER = Pattern.compile("\"?(\\d{1,4})\\b.*");

    private TrinoJdk() {}

    /** Says on standard error what to do if there is none, and ends with code 1 then. */
    public static void main(String[] arguments) {
        try {
            java();
        } catch (IllegalStateException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    /**
     * The program {@code java} of that JDK: where the system property or the environment variable says, or the running JDK, or
     * one that is installed beside it.
     *
     * @throws IllegalStateException if there is none; says what to do
     */
    static Path java() {
        String told = System.getProperty(PROPERTY, System.getenv(VARIABLE));
        return find(told, Path.of(System.getProperty("java.home")).toAbsolutePath());
    }

    /** @param told null: nobody did */
    static Path find(String told, Path running) {
        Path home = told == null ? beside(running) : Path.of(told);
        if (home == null || feature(home) < FEATURE) {
            throw new IllegalStateException("Trino needs a JDK " + FEATURE + " or newer, and "
                    + (home == null ? "there is none beside " + running : home + " is none")
                    + ": set -D" + PROPERTY + "= or " + VARIABLE + " to its folder.");
        }
        return home.resolve("bin").resolve("java");
    }

    private static Path beside(Path running) {
        try (Stream<Path> installed = Files.list(running.getParent())) {
            return Stream.concat(Stream.of(running), installed.sorted())
                    .filter(home -> feature(home) >= FEATURE)
                    .findFirst()
                    .orElse(null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The feature release of the JDK in a folder, 1 for those of before JDK 9; 0 if there is none. */
    private static int feature(Path home) {
        Path release = home.resolve("release");
        if (!Files.isExecutable(home.resolve("bin/javac")) || !Files.isReadable(release)) {
            return 0;
        }
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(release)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Matcher version = LEADING_NUMBER.matcher(properties.getProperty("JAVA_VERSION", ""));
        return version.matches() ? Integer.parseInt(version.group(1)) : 0;
    }
}
