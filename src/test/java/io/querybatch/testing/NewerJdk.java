package io.querybatch.testing;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/** Finds a JDK on this machine that is newer than the one the tests run on. */
final class NewerJdk {

    private NewerJdk() {}

    /**
     * The {@code java} of a JDK that has at least that feature release: where the system property or the environment variable
     * says, or the running JDK, or one that is installed beside it.
     *
     * @throws IllegalStateException if there is none; says what to do
     */
    static Path java(int feature, String property, String variable) {
        String told = System.getProperty(property, System.getenv(variable));
        Path home = told == null ? beside(feature) : Path.of(told);
        if (home == null || feature(home) < feature) {
            throw new IllegalStateException("These tests need a JDK " + feature + " or newer, and "
                    + (home == null ? "there is none beside " + running() : home + " is none")
                    + ": set -D" + property + " or " + variable + " to its folder.");
        }
        return home.resolve("bin").resolve("java");
    }

    private static Path beside(int feature) {
        try (Stream<Path> installed = Files.list(running().getParent())) {
            return Stream.concat(Stream.of(running()), installed.sorted())
                    .filter(home -> feature(home) >= feature)
                    .findFirst()
                    .orElse(null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path running() {
        return Path.of(System.getProperty("java.home")).toAbsolutePath();
    }

    /** The feature release of the JDK in a folder; 0 if there is none. */
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
        return Optional.ofNullable(properties.getProperty("JAVA_VERSION"))
                .map(version -> Runtime.Version.parse(version.replace("\"", "")).feature())
                .orElse(0);
    }
}
