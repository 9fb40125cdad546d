package io.querybatch.cli;

import io.querybatch.client.ApiKey;
import io.querybatch.client.BatchClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code key revoke}. */
@Command(
        name = "revoke",
        description = "Have an API key open nothing from now on; what was accepted with it goes on.",
        mixinStandardHelpOptions = true)
final class KeyRevokeCommand extends ServerCommand {

    @Parameters(paramLabel = "ID", description = "Id of the key: api_ and 16 digits.")
    private String id;

    KeyRevokeCommand(Surroundings world) {
        super(world);
    }

    @Override
    int run(BatchClient client, Screen screen) {
        ApiKey key = client.apiKeys().revoke(id);
        screen.hint("Revoked at %s: it opens nothing any more. What was accepted with it goes on.", key.revokedTime());
        return ExitCode.OK;
    }
}
