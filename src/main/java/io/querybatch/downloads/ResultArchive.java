package io.querybatch.downloads;

import io.querybatch.batches.Batch;
import io.querybatch.batches.BatchQuery;
import io.querybatch.batches.BatchStore;
import io.querybatch.batches.BatchesResource;
import io.querybatch.batches.QueryView;
import io.querybatch.errors.ErrorCode;
import io.querybatch.errors.ServiceException;
import io.querybatch.query.Fingerprint;
import io.querybatch.results.StoredResult;
import io.querybatch.singles.ReadableResults;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The results of a batch as one archive: a file for each query that has one, byte for byte what {@code /query/results} gives, and
 * a manifest. What has not ended yet is missing in it. Written as it is made; where reading fails in the middle it ends without its
 * directory, so that nobody takes it for whole.
 */
final class ResultArchive implements StreamingOutput {

    private static final int BLOCK = 1_000;

    private final BatchStore batches;
    private final ReadableResults results;
    private final Download download;
    private final Manifest manifest = new Manifest();

    ResultArchive(BatchStore batches, ReadableResults results, Download download) {
        this.batches = batches;
        this.results = results;
        this.download = download;
    }

    @Override
    public void write(OutputStream to) throws IOException {
        Outward out = new Outward(to);
        // Not closed when something fails: that would write the directory and make it look whole.
        ZipOutputStream zip = new ZipOutputStream(out);
        zip.setLevel(Deflater.BEST_SPEED);
        try {
            Batch batch = addQueries(zip);
            zip.putNextEntry(new ZipEntry(Manifest.NAME));
            manifest.write(download.requestId(), batch, zip);
            zip.closeEntry();
            zip.finish();
            out.end();
        } catch (Outward.GoneException e) {
            // Nobody is there to be told.
        }
    }

    private Batch addQueries(ZipOutputStream zip) throws IOException {
        int seen = 0;
        while (true) {
            BatchStore.Page page = batches.page(download.tenant(), download.batch(), null, seen, BLOCK)
                    .orElseThrow(BatchesResource::notFound);
            for (BatchQuery query : page.queries()) {
                add(query, zip);
            }
            seen += page.queries().size();
            if (seen >= page.batch().queryAmount()) {
                return page.batch();
            }
        }
    }

    private void add(BatchQuery query, ZipOutputStream zip) throws IOException {
        if (!(query.end() instanceof BatchQuery.Result)) {
            manifest.addMissing(query, whyMissing(query));
            return;
        }
        StoredResult result;
        try {
            result = results.openVerified(download.caller(), query);
        } catch (ServiceException e) {
            if (e.code() == ErrorCode.SERVICE_UNAVAILABLE) {
                throw e;
            }
            manifest.addMissing(query, Lines.errorInfo(e));
            return;
        }
        addFile(query, result, zip);
    }

    private void addFile(BatchQuery query, StoredResult result, ZipOutputStream zip) throws IOException {
        try (result) {
            ZipEntry entry = new ZipEntry(query.id() + "." + query.format().extension());
            entry.setTimeLocal(LocalDateTime.ofInstant(query.ended(), ZoneOffset.UTC));
            zip.putNextEntry(entry);
            Measured measured = new Measured(zip);
            results.file(download.requestId(), download.caller(), query, result).write(measured);
            zip.closeEntry();
            manifest.add(query, entry.getName(), measured.bytes, measured.sha256());
        }
    }

    private static QueryView.ErrorInfo whyMissing(BatchQuery query) {
        if (query.end() instanceof BatchQuery.Failure failure) {
            return QueryView.errorInfo(failure);
        }
        return Lines.errorInfo(
                ServiceException.of(ErrorCode.QUERY_RESULTS_UNAVAILABLE, "The query has not ended yet."));
    }

    /** Counts and digests what passes. */
    private static final class Measured extends DigestOutputStream {

        private long bytes;

        Measured(OutputStream out) {
            super(out, Fingerprint.sha256());
        }

        @Override
        public void write(int b) throws IOException {
            super.write(b);
            bytes++;
        }

        @Override
        public void write(byte[] from, int offset, int length) throws IOException {
            super.write(from, offset, length);
            bytes += length;
        }

        String sha256() {
            return HexFormat.of().formatHex(digest.digest());
        }
    }
}
