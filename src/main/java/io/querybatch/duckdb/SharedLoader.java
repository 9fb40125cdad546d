package io.querybatch.duckdb;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.management.ManagementFactory;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;
import javax.management.InstanceAlreadyExistsException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.StandardMBean;

/**
 * The class loader of a driver that the application carries as resources: its classes as a jar, and beside it what is native, for
 * each system it was built for. The first application of a JVM makes it, and those that come later find it among the MBeans, which
 * are the only thing that all applications of all servers share and that says of what it is.
 */
final class SharedLoader {

    private static final String CLASSES = "duckdb/duckdb_jdbc.jar";
    private static final String KEY = "loader";

    private SharedLoader() {}

    /**
     * The one of the driver that this application carries.
     *
     * @return empty if it carries none
     */
    static Optional<ClassLoader> ofCarried(ClassLoader application) throws IOException, ReflectiveOperationException {
        URL classes = application.getResource(CLASSES);
        if (classes == null) {
            return Optional.empty();
        }
        try (InputStream resource = stream(classes)) {
            return Optional.of(shared(classes, resource.readAllBytes()));
        } catch (JMException e) {
            throw new ReflectiveOperationException(e);
        }
    }

    /** Payara's class loader keeps every byte of what it finds: so the large one is found beside the small one. */
    private static InputStream stream(URL resource) throws IOException {
        URLConnection connection = resource.openConnection();
        connection.setUseCaches(false);
        return connection.getInputStream();
    }

    /** Applications with another version have another. */
    private static ClassLoader shared(URL place, byte[] classes)
            throws IOException, ReflectiveOperationException, JMException {
        CRC32 version = new CRC32();
        version.update(classes);
        ObjectName name = new ObjectName("io.querybatch:type=DuckDB,classes=" + Long.toHexString(version.getValue()));
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        if (!server.isRegistered(name)) {
            offer(server, name, loader(place, classes));
        }
        return (ClassLoader) server.invoke(name, "get", new Object[] {KEY}, new String[] {Object.class.getName()});
    }

    /** All of it is of classes of the JDK, or it would keep the application in which it is made. */
    private static void offer(MBeanServer server, ObjectName name, ClassLoader loader) throws JMException {
        try {
            server.registerMBean(new StandardMBean(Map.of(KEY, loader), Map.class), name);
        } catch (InstanceAlreadyExistsException e) {
            // Another application was a moment quicker; its is taken.
        }
    }

    private static ClassLoader loader(URL place, byte[] classes) throws IOException, ReflectiveOperationException {
        try (InputStream library = stream(new URL(place, nativeName()))) {
            return loader(classes, library);
        } catch (FileNotFoundException e) {
            throw new IOException("this build has no DuckDB for this system: " + nativeName(), e);
        }
    }

    private static ClassLoader loader(byte[] classes, InputStream nativeLibrary)
            throws IOException, ReflectiveOperationException {
        Path folder = Files.createTempDirectory("querybatch-duckdb");
        Path jar = Files.write(folder.resolve("duckdb_jdbc.jar"), classes);
        // Where the driver looks if it is not in the jar: there it would be copied once more.
        Path library = folder.resolve(nativeName());
        Files.copy(nativeLibrary, library);
        MethodHandle make = MethodHandles.publicLookup()
                .findConstructor(
                        URLClassLoader.class, MethodType.methodType(void.class, URL[].class, ClassLoader.class));
        ClassLoader loader = (ClassLoader) Unbound.call(MethodHandles.insertArguments(
                make, 0, new URL[] {jar.toUri().toURL()}, ClassLoader.getPlatformClassLoader()));
        Class.forName("org.duckdb.DuckDBNative", true, loader);
        forget(library, jar, folder);
        return loader;
    }

    /** What is open stays so, on systems that can do that: a server that is killed leaves nothing. */
    private static void forget(Path... files) {
        for (Path file : files) {
            if (!file.toFile().delete()) {
                file.toFile().deleteOnExit();
            }
        }
    }

    /** As the driver calls it. */
    private static String nativeName() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String processor = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        return "libduckdb_java.so_"
                + (system.startsWith("windows") ? "windows" : system.startsWith("mac") ? "macos" : "linux")
                + (processor.equals("aarch64") || processor.equals("arm64") ? "_arm64" : "_amd64");
    }
}
