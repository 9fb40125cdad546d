package io.querybatch.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CatalogFilesTest {

    private static final String GOOD = """
            ds_id: SALES
            name: Sales
            connector: duckdb
            tables: {sales: data/sales.csv}
            from: sales
            accounts:
              column: shop
              list: [{id: north}, {id: south, name: The South, group: Europe}]
            date_column: day
            fields:
              - {id: day, name: Day, type: dim, data_type: string.time.date}
              - {id: total, name: Total, type: met, data_type: float.currency.value, sql: sum(amount)}
            limits: {concurrency: 3, query_timeout: PT30S}
            """;

    @TempDir
    private Path folder;

    private List<String> problems(String name, String yaml) throws IOException {
        Files.writeString(folder.resolve(name), yaml);
        return catchThrowableOfType(CatalogException.class, () -> CatalogFiles.load(folder))
                .problems();
    }

    @Test
    void readsADataSource() throws IOException, CatalogException {
        Files.writeString(folder.resolve("sales.yaml"), GOOD);
        DataSourceDefinition sales = CatalogFiles.load(folder).get(0);
        assertThat(sales.id()).isEqualTo("SALES");
        assertThat(sales.tables()).containsEntry("sales", folder.resolve("data/sales.csv"));
        assertThat(sales.loaded()).isFalse();
        assertThat(sales.accountColumn()).isEqualTo("shop");
        assertThat(sales.accounts())
                .isEqualTo(new AccountList.Listed(
                        List.of(new Account("north", "north", ""), new Account("south", "The South", "Europe"))));
        assertThat(sales.limits()).isEqualTo(new SourceLimits(3, 1_000_000, Duration.ofSeconds(30)));
        assertThat(sales.field("total").orElseThrow().kind()).isEqualTo(FieldDefinition.Kind.METRIC);
        assertThat(sales.field("day").orElseThrow().sql()).isEqualTo("day");
        assertThat(sales.field("night")).isEmpty();
    }

    static List<Arguments> mistakes() {
        return List.of(
                Arguments.of(
                        "connector:", "conector:", "x.yaml:3: unknown key \"conector\", did you mean \"connector\"?"),
                Arguments.of("ds_id: SALES", "ds_id: S A", "x.yaml:1: \"S A\" is not of the form [A-Za-z0-9_-]{1,50}"),
                Arguments.of("name: Sales\n", "", "x.yaml:1: \"name\" is missing"),
                Arguments.of("type: dim", "type: dimension", "x.yaml:11: \"type\" must be dim or met"),
                Arguments.of("string.time.date", "date", "x.yaml:11: unknown data type \"date\""),
                Arguments.of("{id: total,", "{id: day,", "x.yaml:12: field \"day\" is defined twice"),
                Arguments.of(", sql: sum(amount)", "", "x.yaml:12: metric \"total\" needs \"sql\" with an aggregate"),
                Arguments.of("{id: south,", "{id: north,", "x.yaml:8: account \"north\" is listed twice"),
                Arguments.of("concurrency: 3", "concurrency: 0", "x.yaml:13: \"concurrency\" must be a number from 1"),
                Arguments.of("PT30S", "30 s", "x.yaml:13: \"query_timeout\" must be a duration such as PT5M"),
                Arguments.of("date_column: day", "load: maybe", "x.yaml:9: \"load\" must be true or false"),
                Arguments.of(
                        "data/sales.csv",
                        "../../etc/passwd",
                        "x.yaml:4: \"../../etc/passwd\" leaves the catalog folder; write an absolute path if you mean it"),
                Arguments.of(
                        "  list:", "  sql: select 1\n  list:", "x.yaml:7: accounts need either \"list\" or \"sql\""));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void saysWhereAMistakeIs(String right, String wrong, String problem) throws IOException {
        assertThat(GOOD).contains(right);
        assertThat(problems("x.yaml", GOOD.replace(right, wrong))).contains(problem);
    }

    @Test
    void reportsEveryMistakeOfEveryFileAtOnce() throws IOException {
        Files.writeString(folder.resolve("a.yaml"), GOOD.replace("name: Sales\n", ""));
        assertThat(problems("b.yaml", GOOD.replace("connector:", "conector:")))
                .containsExactly(
                        "a.yaml:1: \"name\" is missing",
                        "b.yaml:3: unknown key \"conector\", did you mean \"connector\"?",
                        "b.yaml:1: \"connector\" is missing",
                        "b.yaml:1: data source \"SALES\" is already defined in a.yaml");
    }

    @Test
    void filesWithoutAnIdAreNotTakenForTheSame() throws IOException {
        String nameless = GOOD.replaceFirst("ds_id:.*\\n", "");
        Files.writeString(folder.resolve("a.yaml"), nameless);
        assertThat(problems("b.yaml", nameless))
                .containsExactly("a.yaml:1: \"ds_id\" is missing", "b.yaml:1: \"ds_id\" is missing");
    }

    @Test
    void refusesWhatIsNotYaml() throws IOException {
        assertThat(problems("x.yaml", "a: [1\nb: 2")).singleElement().asString().startsWith("x.yaml:");
        assertThat(problems("x.yaml", "a: 1\na: 2")).isNotEmpty();
        assertThat(problems("x.yaml", "")).containsExactly("x.yaml:1: the file is empty");
    }

    @Test
    void refusesAFolderWithoutACatalog() {
        assertThat(catchThrowableOfType(CatalogException.class, () -> CatalogFiles.load(folder))
                        .problems())
                .containsExactly("the catalog folder has no *.yaml file");
    }

    private static final String DATABASE = """
            ds_id: SALES
            name: Sales
            connector: jdbc
            connection:
              url: jdbc:postgresql://${PG_HOST}/sales
              user: reader
              password: ${PG_PASSWORD}
            from: sales
            fields: [{id: day, name: Day, type: dim, data_type: string.time.date}]
            """;

    private static final Variables VARIABLES = new Variables(name -> Optional.ofNullable(
            Map.of("PG_HOST", "db", "PG_PASSWORD", "a$1${PG_HOST}\\").get(name)));

    private List<String> databaseProblems(String right, String wrong) throws IOException {
        assertThat(DATABASE).contains(right);
        Files.writeString(folder.resolve("x.yaml"), DATABASE.replace(right, wrong));
        return catchThrowableOfType(CatalogException.class, () -> CatalogFiles.load(folder, VARIABLES))
                .problems();
    }

    @Test
    void keepsSecretsOutOfTheDefinition() throws IOException, CatalogException {
        Files.writeString(folder.resolve("x.yaml"), DATABASE);
        Map<String, String> connection =
                CatalogFiles.load(folder, VARIABLES).get(0).connection();
        assertThat(connection)
                .isEqualTo(Map.of(
                        "url", "jdbc:postgresql://${PG_HOST}/sales", "user", "reader", "password", "${PG_PASSWORD}"));
        assertThat(VARIABLES.expand(connection.get("url"))).isEqualTo("jdbc:postgresql://db/sales");
        assertThat(VARIABLES.expand(connection.get("password"))).isEqualTo("a$1${PG_HOST}\\");
    }

    @Test
    void aPasswordMayBeEmptyAndAUserMayNot() throws IOException, CatalogException {
        Files.writeString(folder.resolve("x.yaml"), DATABASE.replace("${PG_PASSWORD}", "\"\""));
        assertThat(CatalogFiles.load(folder, VARIABLES).get(0).connection()).containsEntry("password", "");
        assertThat(databaseProblems("reader", "\"\"")).containsExactly("x.yaml:6: \"user\" must be a text");
    }

    static List<Arguments> connectionMistakes() {
        return List.of(
                Arguments.of("${PG_PASSWORD}", "${PG_PASWORD}", "x.yaml:7: variable \"PG_PASWORD\" is not set"),
                Arguments.of("${PG_HOST}", "${}", "x.yaml:5: variable \"\" is not set"),
                Arguments.of("password:", "pasword:", "x.yaml:7: unknown key \"pasword\", did you mean \"password\"?"),
                Arguments.of(
                        "jdbc:postgresql:",
                        "postgresql:",
                        "x.yaml:5: \"url\" must look like jdbc:postgresql://host/database"),
                Arguments.of(
                        "  user:",
                        "  jndi: java:app/jdbc/x\n  user:",
                        "x.yaml:5: \"connection\" needs either \"jndi\" or \"url\""),
                Arguments.of(
                        "url: jdbc:postgresql://${PG_HOST}/sales",
                        "jndi: java:app/jdbc/x",
                        "x.yaml:5: \"user\" and \"password\" belong to \"url\""),
                Arguments.of(
                        "connection:\n",
                        "connection: here\nlimits:\n",
                        "x.yaml:4: must be a mapping with the keys jndi, url, user, password"));
    }

    @ParameterizedTest
    @MethodSource("connectionMistakes")
    void saysWhereAMistakeOfAConnectionIs(String right, String wrong, String problem) throws IOException {
        assertThat(databaseProblems(right, wrong)).contains(problem);
    }

    @Test
    void aDatabaseNeedsAConnection() throws IOException {
        String without = DATABASE.replaceAll("(?s)connection:.*from:", "from:");
        assertThat(problems("x.yaml", without)).containsExactly("x.yaml:3: connector \"jdbc\" needs \"connection\"");
    }
}
