package io.querybatch.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Everything is unpacked, and classes are shared with an archive of the JVM (JEP 350): see {@link Preparation}. Any number of servers
 * can be started from one, and none writes into it.
 */
record PreparedFolder(Path folder) implements Distribution {

    /** A system property of Payara Micro: where its libraries have been unpacked. */
    private static final String UNPACKED = "fish.payara.micro.UnpackDir";

    private static final String BOOT_JAR = "fish.payara.micro.BootJar";
    private static final String SERVER = "fish.payara.micro.impl.PayaraMicroImpl";

    /** Whether this is one. */
    boolean isThere() {
        return Files.isDirectory(instance());
    }

    /** What each server has of its own, as it is at first. */
    Path instance() {
        return folder.resolve("instance");
    }

    Path application() {
        return folder.resolve(APPLICATION);
    }

    Path jar() {
        return folder.resolve("querybatch.jar");
    }

    /** The archive of classes. */
    Path archive() {
        return folder.resolve("querybatch.jsa");
    }

    /** Arguments of {@code java} that start a server. */
    Path start() {
        return folder.resolve("start");
    }

    /** The same for a machine with little memory. */
    Path startSmall() {
        return folder.resolve("start-small");
    }

    @Override
    public Path furnish(Path target) throws IOException {
        try (Stream<Path> files = Files.walk(instance())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = target.resolve(instance().relativize(file));
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
        return application();
    }

    /** As Payara's own {@code RootDirLauncher} does it, whose servers write into the folder that they are started from. */
    @Override
    public void boot(List<String> arguments) throws LaunchException {
        System.setProperty(BOOT_JAR, jar().toUri().toString());
        System.setProperty(UNPACKED, folder.toString());
        try {
            Class.forName(SERVER).getMethod("main", String[].class).invoke(null, (Object)
                    arguments.toArray(String[]::new));
        } catch (ReflectiveOperationException e) {
            throw new LaunchException("the server does not start from the prepared folder " + folder, e);
        }
    }
}
