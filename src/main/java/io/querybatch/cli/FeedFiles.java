package io.querybatch.cli;

import io.querybatch.client.Batch;
import io.querybatch.client.BatchClient;
import io.querybatch.client.ResultLine;
import io.querybatch.client.WholeFile;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;

/** Writes results into files as they come. A cursor beside them says from where to go on after an interruption. */
final class FeedFiles {

    private static final int CURSOR_EVERY = 50;

    private final Path folder;
    private final Batch batch;
    private final Screen screen;
    private final ProgressBar bar;
    private final ResultFormat format;
    private final Path cursor;
    private String latest;
    private int lines;
    private int files;
    private int missing;

    FeedFiles(Path folder, Batch batch, Screen screen, ProgressBar bar) {
        this.folder = folder;
        this.batch = batch;
        this.screen = screen;
        this.bar = bar;
        this.format = new ResultFormat(batch.queryOutputFormat());
        this.cursor = folder.resolve("." + batch.batchId() + ".cursor");
    }

    int collect(BatchClient client) throws IOException {
        String after = Files.exists(cursor) ? Files.readString(cursor) : null;
        try {
            client.results(batch.batchId(), after, this::store);
        } finally {
            bar.end();
            remember();
        }
        Files.deleteIfExists(cursor);
        screen.say("%s: %,d results, %,d queries without", folder, files, missing);
        if (after != null) {
            screen.hint("Those that had come before are not counted.");
        }
        int code = ExitCode.of(client.batch(batch.batchId()));
        return code == ExitCode.OK && missing > 0 ? ExitCode.WITH_ERRORS : code;
    }

    private void store(ResultLine line) {
        String name = line.query().scheduleId();
        if (line.hasData() && name.matches("[A-Za-z0-9_-]+")) {
            WholeFile.write(folder.resolve(name + "." + format.extension()), out -> write(line, out));
            files++;
        } else {
            missing++;
        }
        latest = line.cursor();
        lines++;
        bar.show(
                lines,
                batch.queryAmount(),
                Numbers.grouped(files) + " results  " + Numbers.grouped(missing) + " without");
        if (lines % CURSOR_EVERY == 0) {
            remember();
        }
    }

    private void remember() {
        if (latest != null) {
            WholeFile.write(cursor, out -> out.write(latest.getBytes(StandardCharsets.UTF_8)));
        }
    }

    private void write(ResultLine line, OutputStream out) throws IOException {
        if (line.isText()) {
            out.write(line.text().getBytes(StandardCharsets.UTF_8));
            return;
        }
        String between = format.isLines() ? "\n" : ",\n";
        text(format.isLines() ? "" : "[", out);
        String separator = "";
        for (Iterator<JsonValue> rows = line.rows().iterator(); rows.hasNext(); separator = between) {
            text(separator + rows.next(), out);
        }
        text(format.isLines() ? (separator.isEmpty() ? "" : "\n") : "]\n", out);
    }

    private static void text(String text, OutputStream out) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
