package io.querybatch.launcher;

import java.util.Collection;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.management.JMException;

/** The classes of applications that this JVM has loaded. */
final class LoadedClasses {

    /** A line of {@code VM.class_hierarchy}; classes of the JDK itself have "null" behind their name. */
    private static final Pattern LINE =
            Pattern.compile("--([\\w.$]+)/0x\\p{XDigit}+( \\(intf\\))?$", Pattern.MULTILINE);

    private LoadedClasses() {}

    /**
     * Has the JVM link them. One that was loaded because another mentions it, as most interfaces are, is not linked before it is used, and
     * only what is linked can be shared.
     */
    static void link() throws JMException {
        Collection<ClassLoader> loaders = loaders();
        Matcher classes = LINE.matcher(Diagnosis.of("vmClassHierarchy"));
        while (classes.find()) {
            loaders.forEach(loader -> link(classes.group(1), loader));
        }
    }

    /** Those of threads; which means all, for an application that is running has threads. */
    private static Collection<ClassLoader> loaders() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getContextClassLoader)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
    }

    private static void link(String name, ClassLoader loader) {
        try {
            // Who asks for them has the class linked, and not initialised.
            var unused = Class.forName(name, false, loader).getConstructors();
        } catch (ClassNotFoundException | LinkageError | IllegalStateException e) {
            // It is another loader's, or not complete, or the loader is closed: then nobody can use it.
        }
    }
}
