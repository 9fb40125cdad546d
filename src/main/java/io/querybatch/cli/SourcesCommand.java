package io.querybatch.cli;

import io.querybatch.client.BatchClient;
import picocli.CommandLine.Command;

/** {@code sources}. */
@Command(name = "sources", description = "List the data sources.", mixinStandardHelpOptions = true)
final class SourcesCommand extends ServerCommand {

    SourcesCommand(Surroundings world) {
        super(world);
    }

    @Override
    int run(BatchClient client, Screen screen) {
        Table table = new Table("SOURCE", "NAME", "DESCRIPTION");
        client.sources()
                .list()
                .forEach(source -> table.row(source.id(), source.name(), Text.oneLine(source.description())));
        table.print(screen);
        return ExitCode.OK;
    }
}
