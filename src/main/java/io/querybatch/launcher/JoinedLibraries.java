package io.querybatch.launcher;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;

/**
 * All libraries of an application in one: Payara's class loader looks into one after the other for every class, and with a hundred of
 * them a start takes a second longer.
 */
final class JoinedLibraries implements AutoCloseable {

    private static final String VERSIONS = "META-INF/versions/";
    private static final String SERVICES = "META-INF/services/";

    private final JarOutputStream out;
    private final Set<String> names = new HashSet<>();
    private final Map<String, ByteArrayOutputStream> services = new TreeMap<>();

    private JoinedLibraries(Path jar) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MULTI_RELEASE, "true");
        out = new JarOutputStream(Files.newOutputStream(jar), manifest);
    }

    /**
     * Puts one jar in the place of those in a folder.
     *
     * @throws LaunchException if two of them have a class of the same name: which of them counted, was a matter of luck
     */
    static void join(Path folder) throws IOException, LaunchException {
        List<Path> jars;
        try (Stream<Path> files = Files.list(folder)) {
            jars = files.sorted().toList();
        }
        try (JoinedLibraries joined = new JoinedLibraries(folder.resolve("libraries.jar"))) {
            for (Path jar : jars) {
                joined.add(jar);
                Files.delete(jar);
            }
        }
    }

    private void add(Path path) throws IOException, LaunchException {
        try (JarFile jar = new JarFile(path.toFile())) {
            for (ZipEntry entry : Collections.list(jar.entries())) {
                if (!entry.isDirectory() && isWanted(entry.getName(), jar.isMultiRelease())) {
                    add(entry.getName(), jar.getInputStream(entry).readAllBytes());
                }
            }
        }
    }

    /** Not what is about the jar, instead of about what is in it. */
    private static boolean isWanted(String name, boolean multiRelease) {
        boolean ofJar = name.matches("META-INF/(MANIFEST\\.MF|INDEX\\.LIST|[^/]*\\.(SF|RSA|DSA|EC))");
        boolean module = name.matches("(META-INF/versions/\\d+/)?module-info\\.class");
        return !ofJar && !module && (multiRelease || !name.startsWith(VERSIONS));
    }

    private void add(String name, byte[] content) throws IOException, LaunchException {
        if (name.startsWith(SERVICES)) {
            ByteArrayOutputStream providers = services.computeIfAbsent(name, service -> new ByteArrayOutputStream());
            providers.write(content);
            providers.write('\n');
        } else if (names.add(name)) {
            write(name, content);
        } else if (name.endsWith(".class")) {
            throw new LaunchException("--prepare: two libraries have " + name);
        }
    }

    /** Classes are read at every start, so they are not compressed. */
    private void write(String name, byte[] content) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTime(0);
        if (name.endsWith(".class")) {
            CRC32 sum = new CRC32();
            sum.update(content);
            entry.setMethod(ZipEntry.STORED);
            entry.setSize(content.length);
            entry.setCrc(sum.getValue());
        }
        out.putNextEntry(entry);
        out.write(content);
    }

    @Override
    public void close() throws IOException {
        for (Map.Entry<String, ByteArrayOutputStream> service : services.entrySet()) {
            write(service.getKey(), service.getValue().toByteArray());
        }
        out.close();
    }
}
