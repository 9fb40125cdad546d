package io.querybatch.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Somebody who pastes blocks of documents into a shell, in a folder of their own. */
final class Paster {

    private final Path folder;
    private final Map<String, String> environment;

    /** Blocks that are pasted together share their variables; those of {@code environment} come with the shell. */
    Paster(Path folder, Map<String, String> environment) {
        this.folder = folder;
        this.environment = environment;
    }

    Path folder() {
        return folder;
    }

    /** Pastes, waits for the end of it, and returns what was printed; that nothing failed is checked. */
    String paste(String session) throws IOException, InterruptedException {
        Path errors = folder.resolve("errors.txt");
        Process process = shell(session).redirectError(errors.toFile()).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(Files.readString(errors)).isZero();
        return out;
    }

    /** Pastes into a shell that goes on; what it prints goes into {@code log}. Whoever asks for it ends it. */
    Process leave(String session, Path log) throws IOException {
        return shell(session)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    private ProcessBuilder shell(String session) throws IOException {
        Path script = Files.writeString(Files.createTempFile(folder, "session", ".sh"), session);
        ProcessBuilder shell = new ProcessBuilder("sh", "-e", script.toString()).directory(folder.toFile());
        shell.environment().putAll(environment);
        String java = Path.of(System.getProperty("java.home"), "bin").toString();
        shell.environment().merge("PATH", java, (path, bin) -> bin + File.pathSeparator + path);
        return shell;
    }
}
