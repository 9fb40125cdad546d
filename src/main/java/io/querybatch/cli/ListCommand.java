package io.querybatch.cli;

import io.querybatch.client.Batch;
import io.querybatch.client.BatchClient;
import io.querybatch.client.BatchList;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code list}. */
@Command(name = "list", description = "List the batches, newest first.", mixinStandardHelpOptions = true)
final class ListCommand extends ServerCommand {

    /** Said where they are of more than one, which only administrators see. */
    private static final Column TENANT = new Column("TENANT", Batch::tenant);

    private static final List<Column> COLUMNS = List.of(
            new Column("BATCH", Batch::batchId),
            TENANT,
            new Column("STATE", ListCommand::state),
            new Column("QUERIES", batch -> Numbers.grouped(batch.queryAmount())),
            new Column("DONE", batch -> Numbers.grouped(batch.progress().success())),
            new Column("FAILED", batch -> Numbers.grouped(batch.progress().failure())),
            new Column("SUBMITTED", batch -> String.valueOf(batch.scheduleTime())),
            new Column("DESCRIPTION", batch -> Text.oneLine(batch.description())));

    private record Column(String title, Function<Batch, String> cell) {}

    /** States of batches. */
    enum Only {
        QUEUED,
        RUNNING,
        STOPPED
    }

    @Option(names = "--state", description = "Only those in it: ${COMPLETION-CANDIDATES}.")
    private Only state;

    @Option(names = "--tenant", description = "Only those of this tenant; for administrators.")
    private String tenant;

    @Option(names = "--limit", defaultValue = "20", description = "At most so many, 1-1000 (${DEFAULT-VALUE}).")
    private int limit;

    ListCommand(Surroundings world) {
        super(world);
    }

    @Override
    int run(BatchClient client, Screen screen) {
        BatchList list = client.list(tenant, state == null ? null : state.name(), limit, null);
        boolean tenants = list.data().stream().map(Batch::tenant).distinct().count() > 1;
        List<Column> columns = COLUMNS.stream()
                .filter(column -> tenants || !column.equals(TENANT))
                .toList();
        Table table = new Table(columns.stream().map(Column::title).toArray(String[]::new));
        for (Batch batch : list.data()) {
            table.row(columns.stream().map(column -> column.cell().apply(batch)).toArray(String[]::new));
        }
        table.print(screen);
        if (list.meta().cursor() != null) {
            screen.hint("There are more: --limit");
        }
        return ExitCode.OK;
    }

    static String state(Batch batch) {
        return batch.outcome() != null ? batch.outcome() : batch.paused() ? "PAUSED" : batch.statusCode();
    }
}
