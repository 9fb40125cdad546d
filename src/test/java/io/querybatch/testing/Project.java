package io.querybatch.testing;

import java.nio.file.Path;

/** Where things are in the project, for tests and the demo. */
public final class Project {

    private Project() {}

    public static Path base() {
        return Path.of(System.getProperty("project.basedir", "")).toAbsolutePath();
    }

    public static Path target() {
        return base().resolve("target");
    }

    public static Path uberJar() {
        return target().resolve("querybatch.jar");
    }

    public static Path war() {
        return target().resolve("querybatch.war");
    }

    public static Path catalog() {
        return base().resolve("server-config").resolve("catalog");
    }
}
