package io.querybatch.cli;

import io.querybatch.client.ApiKey;
import io.querybatch.client.ApiKeyList;
import io.querybatch.client.BatchClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code key list}. */
@Command(
        name = "list",
        description = "List the API keys, newest first, those that have ended among them.",
        mixinStandardHelpOptions = true)
final class KeyListCommand extends ServerCommand {

    @Option(names = "--tenant", description = "Only those of this tenant.")
    private String tenant;

    @Option(names = "--limit", defaultValue = "100", description = "At most so many, 1-1000 (${DEFAULT-VALUE}).")
    private int limit;

    KeyListCommand(Surroundings world) {
        super(world);
    }

    @Override
    int run(BatchClient client, Screen screen) {
        ApiKeyList list = client.apiKeys().list(tenant, limit, null);
        Table table = new Table("KEY", "TENANT", "STATE", "SCOPES", "CREATED", "EXPIRES", "SECRET", "NAME");
        for (ApiKey key : list.data()) {
            table.row(
                    key.keyId(),
                    Text.oneLine(key.tenant()),
                    key.state(),
                    String.join(",", key.scopes()),
                    String.valueOf(key.createdTime()),
                    String.valueOf(key.expiresTime()),
                    key.serverSecret(),
                    Text.oneLine(key.name()));
        }
        table.print(screen);
        if (list.meta().cursor() != null) {
            screen.hint("There are more: --limit");
        }
        return ExitCode.OK;
    }
}
