package io.querybatch.results.s3;

import io.querybatch.query.BatchId;
import io.querybatch.results.EncryptionKeys;
import io.querybatch.results.ResultColumn;
import io.querybatch.results.ResultKey;
import io.querybatch.results.ResultLayout;
import io.querybatch.results.ResultPack;
import io.querybatch.results.ResultStore;
import io.querybatch.results.ResultWriter;
import io.querybatch.results.StoredResult;
import io.querybatch.results.blocks.BlockResult;
import io.querybatch.results.blocks.BlockWriter;
import io.querybatch.results.blocks.PackWriter;
import io.querybatch.results.blocks.ResultBytes;
import io.querybatch.results.blocks.ResultSink;
import io.querybatch.results.blocks.Sealing;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.MultipartUpload;

/** Results as objects {@code <prefix>/<batch id>/<n>-<fence>.qbr}, which several nodes can share. */
public final class S3ResultStore implements ResultStore, AutoCloseable {

    private static final Logger LOG = Logger.getLogger(S3ResultStore.class.getName());

    /** The least that S3 takes, but for the last part. */
    private static final int MIN_PART_BYTES = 5 * 1024 * 1024;

    /** S3 takes ten thousand; the rest is for the footer. */
    private static final int MAX_PARTS = 9_000;

    private final Bucket bucket;
    private final ObjectNames names;
    private final long maxResultBytes;
    private final Sealing sealing;

    /**
     * Asks nothing of the store yet.
     *
     * @param maxResultBytes most bytes one result may have
     * @param keys what results are encrypted with
     */
    public S3ResultStore(S3Config config, long maxResultBytes, EncryptionKeys keys) {
        this(S3Clients.client(config, all -> {}), config.location(), maxResultBytes, keys);
    }

    S3ResultStore(S3Client client, S3Location location, long maxResultBytes, EncryptionKeys keys) {
        this.bucket = new Bucket(client, location.bucket());
        this.names = new ObjectNames(location.prefix());
        this.maxResultBytes = maxResultBytes;
        this.sealing = new Sealing(keys);
    }

    @Override
    public ResultWriter create(ResultKey key, ResultLayout layout, List<ResultColumn> columns) throws IOException {
        return BlockWriter.begin(sink(names.result(key)), layout, columns, maxResultBytes);
    }

    private ResultSink sink(String name) {
        int partBytes = Math.toIntExact(Math.max(MIN_PART_BYTES, maxResultBytes / MAX_PARTS));
        return sealing.seal(names.belowPrefix(name), new UploadSink(bucket, name, partBytes));
    }

    private Optional<ResultBytes> bytes(String name) throws IOException {
        Optional<ObjectBytes> stored = ObjectBytes.open(bucket, name);
        return stored.isEmpty() ? Optional.empty() : Optional.of(sealing.open(names.belowPrefix(name), stored.get()));
    }

    @Override
    public ResultPack pack(ResultKey lead) {
        return new PackWriter(lead, key -> sink(names.result(key)), key -> sink(names.pack(key)), maxResultBytes);
    }

    @Override
    public Optional<StoredResult> openPacked(ResultKey key, int lead) throws IOException {
        Optional<ResultBytes> pack = bytes(names.pack(key.ofLead(lead)));
        return pack.isEmpty()
                ? Optional.empty()
                : BlockResult.open(pack.get(), key.query().n());
    }

    @Override
    public Optional<StoredResult> open(ResultKey key) throws IOException {
        Optional<ResultBytes> bytes = bytes(names.result(key));
        return bytes.isEmpty() ? Optional.empty() : Optional.of(BlockResult.open(bytes.get()));
    }

    @Override
    public void delete(ResultKey key) throws IOException {
        bucket.delete(List.of(names.result(key)));
        abortUploads(names.result(key), name -> true);
    }

    @Override
    public void deleteEarlier(ResultKey key) throws IOException {
        String folder = names.folder(key.query().batch());
        String ofQuery = folder + key.query().n() + "-";
        Predicate<String> earlier = name -> key.isAfter(name.substring(folder.length()));
        bucket.list(
                ofQuery, found -> bucket.delete(found.stream().filter(earlier).toList()));
        abortUploads(ofQuery, earlier);
    }

    @Override
    public void delete(BatchId batch) throws IOException {
        bucket.list(names.folder(batch), bucket::delete);
        abortUploads(names.folder(batch), name -> true);
    }

    @Override
    public void keys(BatchId batch, Consumer<ResultKey> each) throws IOException {
        names(batch, name -> ResultKey.parse(batch, name).ifPresent(each));
    }

    @Override
    public void packs(BatchId batch, Consumer<ResultKey> each) throws IOException {
        names(batch, name -> ResultKey.parsePack(batch, name).ifPresent(each));
    }

    @Override
    public void deletePack(ResultKey lead) throws IOException {
        bucket.delete(List.of(names.pack(lead)));
        abortUploads(names.pack(lead), name -> true);
    }

    private void names(BatchId batch, Consumer<String> each) throws IOException {
        String folder = names.folder(batch);
        bucket.list(folder, all -> all.forEach(name -> each.accept(name.substring(folder.length()))));
    }

    @Override
    public List<BatchId> batches(int shard) throws IOException {
        Set<BatchId> batches = new LinkedHashSet<>();
        bucket.list(
                names.shard(shard), all -> all.forEach(name -> names.batch(name).ifPresent(batches::add)));
        return List.copyOf(batches);
    }

    /** What is unfinished is invisible and costs space alone: the bucket's own rules may see to it where we may not. */
    private void abortUploads(String namePrefix, Predicate<String> names) {
        try {
            bucket.uploads(namePrefix, upload -> {
                if (names.test(upload.key())) {
                    abort(upload);
                }
            });
        } catch (IOException e) {
            LOG.log(Level.FINE, e, () -> namePrefix + ": unfinished uploads were not looked for");
        }
    }

    private void abort(MultipartUpload upload) {
        try {
            bucket.abort(upload.key(), upload.uploadId());
        } catch (IOException e) {
            LOG.log(Level.WARNING, e, () -> upload.key() + ": an unfinished upload could not be removed");
        }
    }

    @Override
    public void check() throws IOException {
        String name = names.check();
        PartBuffer probe = new PartBuffer(name.length());
        probe.take(ByteBuffer.wrap(name.getBytes(StandardCharsets.US_ASCII)));
        bucket.put(name, probe);
        try (ObjectBytes read = ObjectBytes.open(bucket, name)
                .orElseThrow(() -> new IOException("what is written to the bucket is not there when it is read"))) {
            if (read.size() != name.length()) {
                throw new IOException("what is written to the bucket is something else when it is read");
            }
        }
        bucket.list(name, bucket::delete);
    }

    @Override
    public void close() {
        bucket.close();
    }
}
