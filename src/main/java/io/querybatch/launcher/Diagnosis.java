package io.querybatch.launcher;

import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.ObjectName;

/** What {@code jcmd} can have a JVM do, which not every Java comes with. */
final class Diagnosis {

    private Diagnosis() {}

    /**
     * Has this JVM do it.
     *
     * @param command its name as an operation: {@code vmCds} is {@code VM.cds}
     * @return what it prints
     */
    static String of(String command, String... arguments) throws JMException {
        return (String) ManagementFactory.getPlatformMBeanServer()
                .invoke(
                        new ObjectName("com.sun.management:type=DiagnosticCommand"),
                        command,
                        new Object[] {arguments},
                        new String[] {String[].class.getName()});
    }
}
