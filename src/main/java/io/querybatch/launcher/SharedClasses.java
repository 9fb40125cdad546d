package io.querybatch.launcher;

import java.nio.file.Path;
import javax.management.JMException;

/** The classes that this JVM has loaded, for others to share. */
final class SharedClasses {

    private SharedClasses() {}

    /**
     * Writes them to a file. While everything runs: what the JVM writes when it ends ({@code -XX:ArchiveClassesAtExit}) lacks classes of
     * applications, whose class loaders are closed by then. Wants {@code -XX:+RecordDynamicDumpInfo}.
     */
    static void write(Path archive) throws LaunchException {
        try {
            LoadedClasses.link();
            Diagnosis.of("vmCds", "dynamic_dump", '"' + archive.toString() + '"');
        } catch (JMException | RuntimeException e) {
            throw new LaunchException("this Java cannot share classes", e);
        }
    }
}
