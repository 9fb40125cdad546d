package io.querybatch.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** The application that is inside the uber-jar, file by file. */
final class Application {

    private static final String PREFIX = "application/";
    private static final String LIBRARIES = "WEB-INF/lib/";

    private final Path jar;

    Application(Path jar) {
        this.jar = jar;
    }

    /** Unpacks it, ready to be deployed, into a folder that is not there yet. */
    void unpack(Path folder) throws IOException {
        unpackFiles(folder);
        hideLibraries(folder);
    }

    /** The same, with all libraries in one: that takes longer, once. */
    void unpackJoined(Path folder) throws IOException, LaunchException {
        unpackFiles(folder);
        JoinedLibraries.join(folder.resolve(LIBRARIES));
        hideLibraries(folder);
    }

    private void unpackFiles(Path folder) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            for (JarEntry entry : Collections.list(file.entries())) {
                if (entry.getName().startsWith(PREFIX) && !entry.isDirectory()) {
                    Path target = folder.resolve(entry.getName().substring(PREFIX.length()));
                    Files.createDirectories(target.getParent());
                    try (InputStream in = file.getInputStream(entry)) {
                        Files.copy(in, target);
                    }
                }
            }
        }
    }

    /**
     * Nothing in the libraries is for the server to find, but it reads all of their classes to see whether there is, a third of the
     * processor time of a start. Where a folder is called like a library, it takes that for the library unpacked, and reads the folder.
     */
    private static void hideLibraries(Path folder) throws IOException {
        List<Path> libraries;
        try (Stream<Path> files = Files.list(folder.resolve(LIBRARIES))) {
            libraries = files.toList();
        }
        for (Path library : libraries) {
            String name = LIBRARIES + library.getFileName();
            Files.createDirectory(folder.resolve(name.replace("/", "__").replace(".jar", "_jar")));
        }
    }
}
