package io.querybatch.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.testing.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Two successive versions run side by side on one schema, so that servers can be replaced one by one: it only grows. */
class SchemaTest {

    private static final Path MIGRATIONS = Project.base().resolve("src/main/resources/db/migration");

    private static List<Path> all() throws IOException {
        try (Stream<Path> files = Files.list(MIGRATIONS)) {
            return files.toList();
        }
    }

    static List<Path> migrations() throws IOException {
        return all().stream()
                .filter(file -> !file.getFileName().toString().startsWith("V1__"))
                .toList();
    }

    /** Statements that a server of the version before could not live with. */
    private static Stream<String> breaking(String sql) {
        return Stream.of(sql.replaceAll("--.*", "").toLowerCase(Locale.ROOT).split(";"))
                .map(String::strip)
                .filter(statement -> !statement.isEmpty())
                .filter(statement -> !isAddition(statement.replaceAll("\\s+", " ")));
    }

    private static boolean isAddition(String statement) {
        boolean column = statement.matches("alter table \\w+ add column .*")
                && (!statement.contains("not null") || statement.contains("default "));
        return column || statement.matches("create (table|index|sequence) .*");
    }

    @ParameterizedTest
    @MethodSource("migrations")
    void migrationsOnlyAdd(Path migration) throws IOException {
        assertThat(breaking(Files.readString(migration))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alter table batch drop column paused",
                "alter table batch rename column paused to held",
                "alter table batch add column owner text not null",
                "alter table batch alter column tenant type text",
                "drop table requeued",
                "create unique index once on batch (tenant)",
                "update batch set paused = true",
            })
    void whatTheVersionBeforeCannotLiveWithIsFound(String sql) {
        assertThat(breaking("-- a comment; with a semicolon\n" + sql + ";")).containsExactly(sql);
    }

    /** Replaced one by one, and the way back: a server that was restarted finds what a newer one has made. */
    @Test
    void aServerOfTheVersionBeforeStartsOnTheSchemaOfTheNext(@TempDir Path folder) throws IOException {
        JdbcDataSource store = new JdbcDataSource();
        store.setURL(StoreUrl.embedded(folder.resolve("store")));
        Flyway newer = StartupChecks.schema(store, "classpath:db/migration");
        newer.migrate();
        String newest = newer.info().current().getScript();
        Path before = Files.createDirectory(folder.resolve("before"));
        for (Path migration : all()) {
            if (!migration.endsWith(newest)) {
                Files.copy(migration, before.resolve(migration.getFileName()));
            }
        }
        Flyway older = StartupChecks.schema(store, "filesystem:" + before);
        assertThat(older.migrate().migrationsExecuted).isZero();
        assertThat(older.info().current().getScript()).isEqualTo(newest);
    }

    @Test
    void thereAreMigrationsToLookAt() throws IOException {
        assertThat(migrations()).isNotEmpty();
    }
}
