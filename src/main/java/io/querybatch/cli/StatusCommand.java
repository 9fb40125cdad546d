package io.querybatch.cli;

import io.querybatch.client.Batch;
import io.querybatch.client.BatchClient;
import io.querybatch.client.BatchQuery;
import io.querybatch.client.BatchQuery.SplitInfo;
import io.querybatch.client.StatusPage;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code status}: how a batch stands now, query by query. */
@Command(
        name = "status",
        description = "Show how a batch stands, a page of its queries, and why queries failed.",
        mixinStandardHelpOptions = true)
final class StatusCommand extends BatchCommand {

    @Option(
            names = "--state",
            split = ",",
            paramLabel = "STATE",
            description = "Only queries in these states: ${COMPLETION-CANDIDATES}.")
    private List<State> states;

    @Option(names = "--offset", defaultValue = "0", description = "Queries to skip.")
    private int offset;

    @Option(
            names = "--limit",
            defaultValue = "20",
            description = "Most queries to show, of each state that is asked for, 1-1000 (${DEFAULT-VALUE}).")
    private int limit;

    StatusCommand(Surroundings world) {
        super(world);
    }

    @Override
    int run(BatchClient client, Screen screen) {
        if (isJson()) {
            pages(client);
            return ExitCode.OK;
        }
        Batch batch = client.batch(id());
        screen.say(
                "%s  %s  %,d queries: %,d queued, %,d running, %,d succeeded, %,d failed",
                batch.batchId(),
                ListCommand.state(batch),
                batch.queryAmount(),
                batch.progress().queued(),
                batch.progress().running(),
                batch.progress().success(),
                batch.progress().failure());
        Table table = new Table("QUERY", "STATE", "ACCOUNTS", "FROM", "TO", "ROWS", "WHY");
        pages(client).forEach(page -> page.data().forEach(query -> row(table, query)));
        table.print(screen);
        if (batch.progress().failure() > 0) {
            Failures.print(client, id(), screen);
        }
        return ExitCode.OK;
    }

    private List<StatusPage> pages(BatchClient client) {
        if (states == null) {
            return List.of(client.status(id(), null, offset, limit));
        }
        return states.stream()
                .map(State::wireName)
                .distinct()
                .map(state -> client.status(id(), state, offset, limit))
                .toList();
    }

    private static void row(Table table, BatchQuery query) {
        SplitInfo split = query.splitInfo();
        table.row(
                query.scheduleId().substring(query.scheduleId().lastIndexOf('_') + 1),
                query.statusCode(),
                Text.oneLine(String.join(",", split.dsAccounts())),
                split.startDate() == null ? "" : split.startDate().toString(),
                split.endDate() == null ? "" : split.endDate().toString(),
                query.resultInfo() == null
                        ? ""
                        : Numbers.grouped(query.resultInfo().totalRows()),
                query.errorInfo() != null ? query.errorInfo().code() : query.waitingFor());
    }
}
