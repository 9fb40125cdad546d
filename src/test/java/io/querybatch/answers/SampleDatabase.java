package io.querybatch.answers;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.querybatch.catalog.CatalogException;
import io.querybatch.catalog.CatalogFiles;
import io.querybatch.catalog.DataSourceDefinition;
import io.querybatch.catalog.FieldDefinition;
import io.querybatch.catalog.Variables;
import io.querybatch.connectors.DataSources;
import io.querybatch.connectors.jdbc.Databases;
import io.querybatch.connectors.jdbc.JdbcConfig;
import io.querybatch.connectors.jdbc.JdbcConnectorFactory;
import io.querybatch.testing.Project;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.postgresql.PGConnection;

/** The sample catalog over a database: the same data, and what only DuckDB understands in SQL that every engine does. */
final class SampleDatabase {

    /** Days begin with Monday in Trino and with Sunday in PostgreSQL: Sunday is 6 here in both. */
    private static final String WEEKDAY = "mod(cast(extract(dow from date) as integer) + 6, 7)";

    private static final String WEEK = "cast(extract(week from date) as integer)";
    private static final String YEAR_TEXT = "substr(cast(date as varchar), 1, 4)";
    private static final String MONTH_TEXT = "substr(cast(date as varchar), 6, 2)";

    private static final Map<String, String> PORTABLE = Map.of(
            "year",
            YEAR_TEXT,
            "month",
            MONTH_TEXT,
            "year_month",
            YEAR_TEXT + " || '|' || " + MONTH_TEXT,
            // The year of a week is that of its Thursday.
            "week",
            "cast(cast(extract(year from date) as integer) + case when extract(month from date) = 1 and " + WEEK
                    + " > 50 then -1 when extract(month from date) = 12 and " + WEEK
                    + " = 1 then 1 else 0 end as varchar) || '|' || lpad(cast(" + WEEK + " as varchar), 2, '0')",
            "day_of_week",
            "case " + WEEKDAY + " when 0 then '1 Monday' when 1 then '2 Tuesday' when 2 then '3 Wednesday' "
                    + "when 3 then '4 Thursday' when 4 then '5 Friday' when 5 then '6 Saturday' else '7 Sunday' end",
            // Elsewhere a division of whole numbers is a whole number.
            "on_time_ratio",
            "1 - cast(sum(delayed) as double precision) / nullif(sum(flights), 0)",
            "average_delay",
            "cast(sum(delay_minutes) as double precision) / nullif(sum(flights), 0)");

    private static final Map<String, List<String>> COLUMNS = Map.of(
            "airports",
                    List.of(
                            "iata varchar",
                            "name varchar",
                            "city varchar",
                            "state varchar",
                            "latitude double precision",
                            "longitude double precision"),
            "flights_daily",
                    List.of(
                            "date date",
                            "origin varchar",
                            "flights integer",
                            "delayed integer",
                            "delay_minutes integer",
                            "miles integer"),
            "weather",
                    List.of(
                            "location varchar",
                            "date date",
                            "precipitation double precision",
                            "temp_max double precision",
                            "temp_min double precision",
                            "wind double precision",
                            "weather varchar"));

    /** Rows that are sent to Trino in one statement, which may have a million characters. */
    private static final int BULK = 10_000;

    private SampleDatabase() {}

    /** The catalog over a database that has the data. */
    static DataSources open(Map<String, String> connection) throws CatalogException {
        List<DataSourceDefinition> definitions = CatalogFiles.load(Project.catalog()).stream()
                .map(definition -> over(connection, definition))
                .toList();
        JdbcConfig config = new JdbcConfig(Duration.ofSeconds(5), Duration.ofSeconds(5));
        return DataSources.open(definitions, List.of(new JdbcConnectorFactory(config, Variables.ofEnvironment())));
    }

    private static DataSourceDefinition over(Map<String, String> connection, DataSourceDefinition files) {
        List<FieldDefinition> fields =
                files.fields().stream().map(SampleDatabase::portable).toList();
        return new DataSourceDefinition(
                files.id(),
                files.name(),
                files.description(),
                "jdbc",
                connection,
                Map.of(),
                false,
                files.relation(),
                files.accountColumn(),
                files.accounts(),
                files.dateColumn(),
                fields,
                files.segments(),
                files.accountLists(),
                files.limits());
    }

    private static FieldDefinition portable(FieldDefinition field) {
        return new FieldDefinition(
                field.id(),
                field.name(),
                field.kind(),
                field.dataType(),
                PORTABLE.getOrDefault(field.id(), field.sql()),
                field.group(),
                field.description());
    }

    /** Loads the data into PostgreSQL. */
    static void copy(Map<String, String> postgresql) throws SQLException, IOException {
        create(postgresql);
        try (Connection connection = Databases.direct(postgresql)) {
            for (String table : COLUMNS.keySet()) {
                try (Reader csv = Files.newBufferedReader(file(table))) {
                    connection
                            .unwrap(PGConnection.class)
                            .getCopyAPI()
                            .copyIn("copy " + name(table) + " from stdin (format csv, header)", csv);
                }
            }
        }
    }

    /** Loads the data into Trino: each statement has many rows as one text, which Trino takes apart. */
    static void insert(Map<String, String> trino) throws IOException {
        create(trino);
        for (String table : COLUMNS.keySet()) {
            List<String> rows = new ArrayList<>();
            try (CsvReader<CsvRecord> csv = CsvReader.builder().ofCsvRecord(file(table))) {
                csv.stream().skip(1).forEach(row -> rows.add(String.join("|", row.getFields())));
            }
            for (int first = 0; first < rows.size(); first += BULK) {
                Databases.execute(trino, insertion(table, rows.subList(first, Math.min(first + BULK, rows.size()))));
            }
        }
    }

    private static String insertion(String table, List<String> rows) {
        List<String> cells = new ArrayList<>();
        for (String column : COLUMNS.get(table)) {
            String type = column.substring(column.indexOf(' ') + 1);
            cells.add("cast(nullif(cell[" + (cells.size() + 1) + "], '') as " + type + ")");
        }
        return "insert into " + name(table) + " select " + String.join(", ", cells)
                + " from (select split(line, '|') as cell from unnest(split('"
                + String.join("\n", rows).replace("'", "''") + "', chr(10))) as lines (line)) as parts";
    }

    private static void create(Map<String, String> connection) {
        COLUMNS.forEach((table, columns) ->
                Databases.execute(connection, "create table " + name(table) + " (" + String.join(", ", columns) + ")"));
    }

    private static Path file(String table) {
        return Project.catalog().resolve("data").resolve(table + ".csv");
    }

    /** As the catalog calls it. */
    private static String name(String table) {
        return table.replace("_daily", "");
    }
}
