package io.querybatch.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.querybatch.testing.Poll;
import io.querybatch.testing.Processes;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.duckdb.DuckDBDriver;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** Applications that carry the driver as the WAR does, each with a class loader of its own. */
class SharedLoaderTest {

    @TempDir
    Path carried;

    /** What the build makes of the driver's jar; each test has a driver that this JVM does not know yet. */
    @BeforeEach
    void takeTheDriverApart(TestInfo test) throws Exception {
        Path folder = Files.createDirectory(carried.resolve("duckdb"));
        Path jar = Path.of(DuckDBDriver.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        try (ZipFile driver = new ZipFile(jar.toFile());
                ZipOutputStream classes =
                        new ZipOutputStream(Files.newOutputStream(folder.resolve("duckdb_jdbc.jar")))) {
            classes.setComment(test.getDisplayName());
            for (ZipEntry entry : driver.stream().toList()) {
                try (InputStream in = driver.getInputStream(entry)) {
                    if (entry.getName().startsWith("libduckdb_java")) {
                        Files.copy(in, folder.resolve(entry.getName()));
                    } else {
                        classes.putNextEntry(new ZipEntry(entry.getName()));
                        in.transferTo(classes);
                    }
                }
            }
        }
    }

    /** An application with our classes and the driver, and nothing of the tests'. */
    private URLClassLoader application() throws Exception {
        URL ours = DuckDb.class.getProtectionDomain().getCodeSource().getLocation();
        return new URLClassLoader(new URL[] {carried.toUri().toURL(), ours}, ClassLoader.getPlatformClassLoader());
    }

    /** Everything that starts a thread or is remembered somewhere; the class loader of the connection's class. */
    private static ClassLoader use(ClassLoader application) throws Exception {
        Thread.currentThread().setContextClassLoader(application);
        try {
            Class<?> ours = application.loadClass("io.querybatch.duckdb.DuckDb");
            Connection first = (Connection) ours.getMethod("connect", String.class, Properties.class)
                    .invoke(null, "jdbc:duckdb:", new Properties());
            try (first;
                    Connection second = (Connection)
                            ours.getMethod("duplicate", Connection.class).invoke(null, first);
                    Statement statement = second.createStatement()) {
                statement.setQueryTimeout(60);
                try (ResultSet rows = statement.executeQuery("select 6 * 7")) {
                    assertThat(rows.next()).isTrue();
                    assertThat(rows.getInt(1)).isEqualTo(42);
                }
                return first.getClass().getClassLoader();
            }
        } finally {
            Thread.currentThread().setContextClassLoader(SharedLoaderTest.class.getClassLoader());
        }
    }

    @Test
    void allApplicationsOfOneJvmShareTheDriver() throws Exception {
        try (URLClassLoader one = application();
                URLClassLoader other = application()) {
            assertThat(use(one)).isSameAs(use(other)).isNotIn(one, other, DuckDBDriver.class.getClassLoader());
        }
    }

    @Test
    void anApplicationThatUsedItCanGo() throws Exception {
        WeakReference<ClassLoader> gone = usedAndClosed();
        assertThat(Poll.within(Duration.ofMinutes(1), () -> {
                    System.gc();
                    return gone.get() == null;
                }))
                .isTrue();
    }

    private WeakReference<ClassLoader> usedAndClosed() throws Exception {
        try (URLClassLoader application = application()) {
            use(application);
            return new WeakReference<>(application);
        }
    }

    @Test
    void itLeavesNoFiles() throws Exception {
        Set<Path> before = temporary();
        try (URLClassLoader application = application()) {
            use(application);
        }
        assertThat(temporary()).isSubsetOf(before);
    }

    private static Set<Path> temporary() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().startsWith("querybatch-duckdb"))
                    .collect(Collectors.toSet());
        }
    }

    @Test
    void aBuildForOtherSystemsSaysSo() throws Exception {
        Path folder = Files.createDirectories(carried.resolve("elsewhere/duckdb"));
        Files.writeString(folder.resolve("duckdb_jdbc.jar"), "of another system");
        try (URLClassLoader application =
                new URLClassLoader(new URL[] {folder.getParent().toUri().toURL()}, null)) {
            assertThatThrownBy(() -> SharedLoader.ofCarried(application))
                    .hasMessageStartingWith("this build has no DuckDB for this system: libduckdb_java.so_");
        }
    }

    @Test
    void whoCarriesNoneHasItOnTheClassPath() throws Exception {
        assertThat(SharedLoader.ofCarried(SharedLoaderTest.class.getClassLoader()))
                .isEmpty();
        try (Connection connection = DuckDb.connect("jdbc:duckdb:", new Properties())) {
            assertThat(connection.getClass().getClassLoader()).isSameAs(DuckDBDriver.class.getClassLoader());
        }
    }

    /** What another JVM does. */
    public static final class Use {

        private Use() {}

        public static void main(String[] arguments) throws SQLException {
            DuckDb.connect("jdbc:duckdb:", new Properties()).close();
            System.out.println("connected");
        }
    }

    @Test
    void aJvmWhoseCommonPoolHasNoThreadsConnectsAllTheSame() {
        assertThat(Processes.run(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.util.concurrent.ForkJoinPool.common.parallelism=0",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Use.class.getName()))
                .contains("connected");
    }
}
