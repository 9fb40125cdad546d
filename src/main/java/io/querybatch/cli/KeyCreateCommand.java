package io.querybatch.cli;

import io.querybatch.client.ApiKey;
import io.querybatch.client.BatchClient;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code key create}. Standard output has the key alone, so that it can be put in a variable or a file. */
@Command(
        name = "create",
        description = "Make an API key and print it, for the only time.",
        mixinStandardHelpOptions = true)
final class KeyCreateCommand extends ServerCommand {

    @Parameters(paramLabel = "NAME", description = "What it is for, such as \"nightly reports\".")
    private String name;

    @Option(names = "--tenant", required = true, description = "Whose batches its holder has.")
    private String tenant;

    @Option(
            names = "--scope",
            defaultValue = "ds_queries_run",
            description = "What it allows: ds_queries_run, ds_accounts_read or both (\"${DEFAULT-VALUE}\").")
    private String scope;

    @Option(
            names = "--ds-access",
            paramLabel = "JSON",
            description = "Accounts by data source, e.g. {\"FLIGHTS\":[\"ORD\"],\"WEATHER\":[\"*\"]}. Default: all.")
    private String access;

    @Option(
            names = "--expires-in-days",
            paramLabel = "DAYS",
            description = "From when on it opens nothing, 1-730. Default: the server's, 90.")
    private Integer days;

    KeyCreateCommand(Surroundings world) {
        super(world);
    }

    @Override
    int run(BatchClient client, Screen screen) {
        ApiKey key = client.apiKeys().create(body());
        screen.say("%s", key.key());
        screen.hint(
                "%s, for tenant %s until %s. Keep it now: nobody can show it again.",
                key.keyId(), Text.plain(key.tenant()), key.expiresTime());
        return ExitCode.OK;
    }

    private JsonObject body() {
        JsonObjectBuilder body = Json.createObjectBuilder()
                .add("tenant", tenant)
                .add("name", name)
                .add("scopes", Json.createArrayBuilder(List.of(scope.strip().split(" +", -1))));
        if (access != null) {
            body.add("ds_access", Access.read(access));
        }
        if (days != null) {
            body.add("expires_in_days", days);
        }
        return body.build();
    }
}
