package io.querybatch.cli;

import io.querybatch.client.BatchClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code accounts}. */
@Command(
        name = "accounts",
        description = "List the accounts of a data source that the token may see.",
        mixinStandardHelpOptions = true)
final class AccountsCommand extends ServerCommand {

    @Parameters(paramLabel = "SOURCE", description = "Id of the data source.")
    private String source;

    AccountsCommand(Surroundings world) {
        super(world);
    }

    @Override
    int run(BatchClient client, Screen screen) {
        Table table = new Table("ACCOUNT", "NAME", "GROUP");
        client.accounts(source)
                .accounts()
                .forEach(account -> table.row(account.accountId(), account.accountName(), account.groupName()));
        table.print(screen);
        return ExitCode.OK;
    }
}
