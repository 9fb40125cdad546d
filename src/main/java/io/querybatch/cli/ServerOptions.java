package io.querybatch.cli;

import io.querybatch.client.BatchClient;
import io.querybatch.client.BatchClientBuilder;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Option;

/** Which server, and as whom. */
final class ServerOptions {

    private static final String HERE = "http://localhost:8080";

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "The server. Default: the variable QUERYBATCH_URL, else " + HERE + ".")
    String url;

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            description =
                    "Whose rights. Default: the variable QUERYBATCH_TOKEN. Others see what is on a command line: prefer "
                            + "that, or a file.")
    String token;

    @Option(names = "--token-file", paramLabel = "FILE", description = "The same, read from a file.")
    Path tokenFile;

    @Option(
            names = "--ca-file",
            paramLabel = "FILE",
            description = "PEM file with the authorities that the server's certificate may be of.")
    Path caFile;

    BatchClientBuilder client(Map<String, String> environment) {
        BatchClientBuilder client = BatchClient.of(address(environment)).token(bearer(environment));
        return caFile == null ? client : client.sslContext(Authorities.in(caFile));
    }

    private URI address(Map<String, String> environment) {
        try {
            return URI.create(url == null ? environment.getOrDefault("QUERYBATCH_URL", HERE) : url);
        } catch (IllegalArgumentException e) {
            throw new UsageException("the server's address must be like https://reports.example/");
        }
    }

    private String bearer(Map<String, String> environment) {
        if (token != null || tokenFile == null) {
            String given = token == null ? environment.getOrDefault("QUERYBATCH_TOKEN", "") : token;
            return given.isBlank() ? null : given.strip();
        }
        try {
            return Files.readString(tokenFile).strip();
        } catch (IOException e) {
            throw new UsageException("cannot read the token from " + tokenFile);
        }
    }
}
