package io.querybatch.launcher;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import javax.management.JMException;
import javax.management.ObjectName;
import javax.management.RuntimeMBeanException;

/** The classes that this JVM has loaded, for others to share. */
final class SharedClasses {

    private SharedClasses() {}

    /**
     * Writes them to a file. While everything runs: what the JVM writes when it ends ({@code -XX:ArchiveClassesAtExit}) lacks classes of
     * applications, whose class loaders are closed by then. Wants {@code -XX:+RecordDynamicDumpInfo}.
     */
    static void write(Path archive) throws LaunchException {
        try {
            // As "jcmd VM.cds dynamic_dump" does, which not every Java comes with.
            ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("com.sun.management:type=DiagnosticCommand"),
                            "vmCds",
                            new Object[] {new String[] {"dynamic_dump", '"' + archive.toString() + '"'}},
                            new String[] {String[].class.getName()});
        } catch (JMException | RuntimeMBeanException e) {
            throw new LaunchException("this Java cannot share classes", e);
        }
    }
}
