package io.querybatch.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrinoJdkTest {

    @TempDir
    private Path installed;

    private Path running;

    @BeforeEach
    void installOldOnes() throws IOException {
        install("jdk-8", "1.8.0_402");
        running = install("jdk-17", "17.0.15");
    }

    private Path install(String name, String version) throws IOException {
        Path home = installed.resolve(name);
        Path compiler = Files.createDirectories(home.resolve("bin")).resolve("javac");
        assertThat(Files.createFile(compiler).toFile().setExecutable(true)).isTrue();
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"Somebody\"\nJAVA_VERSION=\"" + version + "\"\n");
        return home;
    }

    @Test
    void takesOneThatIsInstalledBesideTheRunningOne() throws IOException {
        Path newer = install("jdk-25", "25");
        assertThat(TrinoJdk.find(null, running)).isEqualTo(newer.resolve("bin/java"));
    }

    @Test
    void takesTheRunningOneIfItIsNewEnough() throws IOException {
        install("jdk-25", "25.0.1");
        Path newest = install("jdk-26-ea", "26-ea");
        assertThat(TrinoJdk.find(null, newest)).isEqualTo(newest.resolve("bin/java"));
    }

    @Test
    void takesTheOneItWasTold() throws IOException {
        Path newer = install("elsewhere/jdk", "25.0.1");
        assertThat(TrinoJdk.find(newer.toString(), running)).isEqualTo(newer.resolve("bin/java"));
    }

    @Test
    void saysWhatToDoIfThereIsNone() {
        assertThatThrownBy(() -> TrinoJdk.find(null, running))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Trino needs a JDK 25 or newer, and there is none beside " + running
                        + ": set -Dtrino.jdk= or JAVA25_HOME to its folder.");
    }

    @Test
    void takesNoOtherThanTheOneItWasTold() throws IOException {
        install("jdk-25", "25.0.1");
        assertThatThrownBy(() -> TrinoJdk.find(running.toString(), running))
                .hasMessageStartingWith("Trino needs a JDK 25 or newer, and " + running + " is none: set");
    }
}
