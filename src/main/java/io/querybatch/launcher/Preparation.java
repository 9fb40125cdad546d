package io.querybatch.launcher;

import fish.payara.micro.PayaraMicro;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/**
 * {@code --prepare}: makes a folder from which servers start in half the time. Payara loads itself from the uber-jar with class loaders
 * whose classes the JVM cannot share, so it is unpacked first, by its own {@code --outputlauncher}.
 */
final class Preparation {

    private static final String OF_PAYARA = "launch-micro.jar";
    private static final String LIBRARIES = "runtime";

    /**
     * A small heap that gives back what it does not need, though it is at first as large as it is going to be: each time it grows it is
     * collected, all of it. No compiler but the quick one, whose code is slower. And DuckDB when files are first used.
     */
    private static final String SMALL = """
            -XX:+UseSerialGC
            -XX:TieredStopAtLevel=1
            -Xms100m
            -Xmn20m
            -Xmx512m
            -XX:MinHeapFreeRatio=10
            -XX:MaxHeapFreeRatio=20
            -XX:-ShrinkHeapInSteps
            -Dquerybatch.duckdb.open-late=true
            """;

    private final Path uberJar;
    private final PreparedFolder target;
    private final Console console;

    Preparation(Path uberJar, PreparedFolder target, Console console) {
        this.uberJar = uberJar;
        this.target = target;
        this.console = console;
    }

    /** Makes the folder, which must not be there yet, or be empty. */
    void run() throws LaunchException {
        Path folder = target.folder();
        try {
            requireNothingIn(folder);
            console.say("querybatch: unpacking into " + folder);
            PayaraMicro.main("--rootdir", folder.toString(), "--outputlauncher");
            separateInstance(folder);
            makeJar(folder.resolve(OF_PAYARA));
            new Application(uberJar).unpackJoined(target.application());
            console.say("querybatch: starting a server to see which classes it needs; this takes a minute");
            new Rehearsal(target).run();
            Files.writeString(target.start(), arguments());
            Files.writeString(target.startSmall(), SMALL + arguments());
        } catch (IOException e) {
            throw new LaunchException("--prepare: the folder " + folder + " cannot be written to", e);
        }
        console.say("querybatch: prepared. Start with: java @" + target.start());
        console.say("querybatch: or, with little memory: java @" + target.startSmall());
    }

    private static void requireNothingIn(Path folder) throws IOException, LaunchException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                if (files.findAny().isPresent()) {
                    throw new LaunchException("--prepare: there is something in " + folder + "; remove it first");
                }
            }
        }
        Files.createDirectories(folder);
    }

    private void separateInstance(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(file -> !List.of(LIBRARIES, OF_PAYARA)
                            .contains(file.getFileName().toString()))
                    .toList();
        }
        Files.createDirectory(target.instance());
        for (Path file : files) {
            Files.move(file, target.instance().resolve(file.getFileName()));
        }
    }

    /** Payara's jar, whose manifest names all libraries, with our launcher as its main class. */
    private void makeJar(Path ofPayara) throws IOException {
        try (JarFile theirs = new JarFile(ofPayara.toFile());
                JarFile ours = new JarFile(uberJar.toFile())) {
            Manifest manifest = theirs.getManifest();
            manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, Main.class.getName());
            try (OutputStream out = Files.newOutputStream(target.jar());
                    JarOutputStream jar = new JarOutputStream(out, manifest)) {
                copy(theirs, jar, name -> name.startsWith("fish/"));
                copy(ours, jar, name -> name.startsWith("io/querybatch/launcher/"));
            }
        }
        Files.delete(ofPayara);
    }

    private static void copy(JarFile from, JarOutputStream to, Predicate<String> wanted) throws IOException {
        for (JarEntry entry : Collections.list(from.entries())) {
            if (wanted.test(entry.getName()) && !entry.isDirectory()) {
                to.putNextEntry(new JarEntry(entry.getName()));
                try (InputStream in = from.getInputStream(entry)) {
                    in.transferTo(to);
                }
            }
        }
    }

    /** Mapped where it was meant to be, the archive is not copied: that would cost time, and 100 MB of memory for each server. */
    private String arguments() {
        return """
                -XX:SharedArchiveFile=%s
                -XX:+UnlockDiagnosticVMOptions
                -XX:ArchiveRelocationMode=0
                -jar
                %s
                """.formatted(quoted(target.archive()), quoted(target.jar()));
    }

    private static String quoted(Path path) {
        return '"' + path.toString().replace("\\", "\\\\") + '"';
    }
}
