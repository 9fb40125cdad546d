package io.querybatch.cli;

import io.querybatch.client.BatchClient;
import picocli.CommandLine.Command;

/** {@code quotas}. */
@Command(name = "quotas", description = "Show what the tenant may use, and has.", mixinStandardHelpOptions = true)
final class QuotasCommand extends ServerCommand {

    private static final String ANY = "any";

    QuotasCommand(Surroundings world) {
        super(world);
    }

    @Override
    int run(BatchClient client, Screen screen) {
        Table table = new Table("QUOTA", "LIMIT", "USED", "LEFT", "BEGINS ANEW");
        client.quotas()
                .data()
                .forEach(quota -> table.row(
                        quota.name(),
                        quota.limit() == null ? ANY : Numbers.grouped(quota.limit()),
                        number(quota.used()),
                        number(quota.left()),
                        quota.resetsTime() == null ? null : quota.resetsTime().toString()));
        table.print(screen);
        return ExitCode.OK;
    }

    private static String number(Long number) {
        return number == null ? null : Numbers.grouped(number);
    }
}
