package io.querybatch.hosts;

import com.tngtech.archunit.core.domain.JavaClass;
import io.querybatch.testing.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** A jar of nothing but the types that hosts may rely on, the same whenever it is made of the same. */
final class Baseline {

    private Baseline() {}

    static void write(Path jar, Collection<JavaClass> types) throws IOException {
        Files.createDirectories(jar.getParent());
        List<String> names = types.stream()
                .map(type -> type.getName().replace('.', '/') + ".class")
                .sorted()
                .toList();
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            for (String name : names) {
                JarEntry entry = new JarEntry(name);
                entry.setTime(0);
                out.putNextEntry(entry);
                out.write(Files.readAllBytes(Project.target().resolve("classes").resolve(name)));
                out.closeEntry();
            }
        }
    }
}
