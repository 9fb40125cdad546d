package io.querybatch.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code token}: for a server in development mode, signed with the key that it made. */
@Command(
        name = "token",
        description =
                "Print a token for a server in development mode (QUERYBATCH_DEV=true), signed with the key that it made.",
        mixinStandardHelpOptions = true)
final class TokenCommand implements Callable<Integer> {

    @Option(names = "--tenant", defaultValue = "acme", description = "Tenant the token is for (${DEFAULT-VALUE}).")
    private String tenant;

    @Option(
            names = "--scope",
            defaultValue = "ds_queries_run ds_accounts_read",
            description = "Scopes (\"${DEFAULT-VALUE}\").")
    private String scope;

    @Option(
            names = "--ds-access",
            paramLabel = "JSON",
            description = "Accounts by data source, e.g. {\"FLIGHTS\":[\"ORD\"],\"WEATHER\":[\"*\"]}. Default: all.")
    private String access;

    @Option(names = "--subject", defaultValue = "dev", description = "Who (${DEFAULT-VALUE}).")
    private String subject;

    @Option(names = "--ttl", defaultValue = "PT8H", description = "How long it is good for (${DEFAULT-VALUE}).")
    private String ttl;

    @Option(names = "--issuer", defaultValue = "querybatch", description = "(${DEFAULT-VALUE})")
    private String issuer;

    @Option(names = "--audience", defaultValue = "querybatch", description = "(${DEFAULT-VALUE})")
    private String audience;

    @Option(
            names = "--home",
            paramLabel = "DIR",
            description = "QUERYBATCH_HOME of the server. Default: the variable, else ~/.querybatch.")
    private Path home;

    private final Surroundings world;

    TokenCommand(Surroundings world) {
        this.world = world;
    }

    @Override
    public Integer call() {
        DevToken token = new DevToken(tenant, scope, access, subject, issuer, audience);
        String standard = System.getProperty("user.home") + "/.querybatch";
        Path folder = home == null ? Path.of(world.environment().getOrDefault("QUERYBATCH_HOME", standard)) : home;
        world.out().println(token.sign(folder, world.clock().instant(), life()));
        return ExitCode.OK;
    }

    private Duration life() {
        try {
            return Duration.parse(ttl);
        } catch (DateTimeParseException e) {
            throw new UsageException("--ttl: " + ttl + " is not a duration such as PT8H");
        }
    }
}
