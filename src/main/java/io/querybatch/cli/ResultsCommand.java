package io.querybatch.cli;

import io.querybatch.client.Batch;
import io.querybatch.client.BatchClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code results}: one file a query. */
@Command(
        name = "results",
        description = "Store the results of a batch, one file a query. What was interrupted goes on.",
        mixinStandardHelpOptions = true)
final class ResultsCommand extends BatchCommand {

    /** How they travel. */
    enum Format {
        zip,
        ndjson
    }

    @Option(
            names = "--format",
            description =
                    "ndjson: while they are made, going on where it was interrupted (not for xlsx and parquet). zip: when "
                            + "all have ended, checked against the manifest. Default: ndjson where it is possible.")
    private Format format;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description =
                    "Folder; or, with zip, a file *.zip; or, with --query, a file, or - for standard output. Default: the "
                            + "batch's id.")
    private String out;

    @Option(
            names = "--query",
            paramLabel = "N",
            description = "Only the result of query N, in the format of the batch.")
    private Integer query;

    ResultsCommand(Surroundings world) {
        super(world);
    }

    @Override
    int run(BatchClient client, Screen screen) {
        Batch batch = client.batch(id());
        ResultFormat kind = new ResultFormat(batch.queryOutputFormat());
        try {
            if (query != null) {
                return one(client, screen, kind);
            }
            Path target = Path.of(out == null ? batch.batchId() : out);
            boolean lines = format == null ? !kind.isDocument() : format == Format.ndjson;
            if (lines && kind.isDocument()) {
                throw new UsageException(batch.queryOutputFormat() + " is not in lines: take --format zip");
            }
            return lines ? feed(client, screen, batch, target) : archive(client, screen, batch, target);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int feed(BatchClient client, Screen screen, Batch batch, Path folder) throws IOException {
        Files.createDirectories(folder);
        return new FeedFiles(folder, batch, screen, screen.bar(world().err())).collect(client);
    }

    private int archive(BatchClient client, Screen screen, Batch batch, Path target) throws IOException {
        if (!batch.hasStopped()) {
            new Watch(client, screen, world().err(), world().err()).toTheEnd(batch.batchId());
        }
        ProgressBar bar = screen.bar(world().err());
        if (target.toString().endsWith(".zip")) {
            client.archive(batch.batchId(), target, bytes -> {});
            screen.say("%s", target);
            return ExitCode.of(client.batch(batch.batchId()));
        }
        Files.createDirectories(target);
        return new ArchiveFiles(target, batch.batchId(), screen, bar).collect(client);
    }

    private int one(BatchClient client, Screen screen, ResultFormat kind) throws IOException {
        String name = id() + "_query_" + query;
        if ("-".equals(out)) {
            Path passing = Files.createTempFile(name, null);
            try {
                client.result(name, passing);
                Files.copy(passing, world().out());
                world().out().flush();
            } finally {
                Files.delete(passing);
            }
            return ExitCode.OK;
        }
        Path wanted = Path.of(out == null ? "" : out);
        boolean folder = out == null || Files.isDirectory(wanted);
        Path file = folder ? wanted.resolve(name + "." + kind.extension()) : wanted;
        client.result(name, file);
        screen.say("%s", file);
        return ExitCode.OK;
    }
}
