package io.querybatch.results.filesystem;

import io.querybatch.query.BatchId;
import io.querybatch.results.EncryptionKeys;
import io.querybatch.results.ResultColumn;
import io.querybatch.results.ResultKey;
import io.querybatch.results.ResultLayout;
import io.querybatch.results.ResultPack;
import io.querybatch.results.ResultStore;
import io.querybatch.results.ResultWriter;
import io.querybatch.results.StoreUse;
import io.querybatch.results.StoredResult;
import io.querybatch.results.blocks.BlockResult;
import io.querybatch.results.blocks.BlockWriter;
import io.querybatch.results.blocks.PackWriter;
import io.querybatch.results.blocks.ResultBytes;
import io.querybatch.results.blocks.ResultSink;
import io.querybatch.results.blocks.Sealing;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Results as files {@code <root>/<2 digits of the batch id>/<batch id>/<n>-<fence>.qbr}, packs of them as {@code .qbp}. A file
 * grows under the name {@code .part} and gets its own name when it is complete and on disk.
 */
public final class FilesystemResultStore implements ResultStore {

    /** Files that are looked at to say how much is stored: about a second's worth. */
    private static final int MOST_COUNTED = 100_000;

    private final Path root;
    private final long maxResultBytes;
    private final Sealing sealing;

    /** Results are stored as they are. */
    public FilesystemResultStore(Path root, long maxResultBytes) {
        this(root, maxResultBytes, EncryptionKeys.NONE);
    }

    /**
     * @param root folder of all results; made when it is missing
     * @param maxResultBytes most bytes one result may have
     * @param keys what they are encrypted with
     */
    public FilesystemResultStore(Path root, long maxResultBytes, EncryptionKeys keys) {
        this.root = root;
        this.maxResultBytes = maxResultBytes;
        this.sealing = new Sealing(keys);
    }

    @Override
    public ResultWriter create(ResultKey key, ResultLayout layout, List<ResultColumn> columns) throws IOException {
        return BlockWriter.begin(sink(file(key)), layout, columns, maxResultBytes);
    }

    private ResultSink sink(Path file) throws IOException {
        return sealing.seal(name(file), newFile(file));
    }

    private ResultBytes bytes(Path file) throws IOException {
        return sealing.open(name(file), new FileBytes(file));
    }

    /** As in a bucket: wherever results are moved to, they are called the same. */
    private static String name(Path file) {
        return file.getParent().getFileName() + "/" + file.getFileName();
    }

    private FileSink newFile(Path file) throws IOException {
        try {
            return new FileSink(file);
        } catch (NoSuchFileException firstOfItsBatch) {
            return newFileInNewFolder(file);
        } catch (IOException e) {
            throw FullDisk.explain(e, root);
        }
    }

    private FileSink newFileInNewFolder(Path file) throws IOException {
        try {
            PrivateFiles.createFolder(file.getParent());
            return new FileSink(file);
        } catch (IOException e) {
            throw FullDisk.explain(e, root);
        }
    }

    @Override
    public ResultPack pack(ResultKey lead) {
        return new PackWriter(lead, key -> sink(file(key)), key -> sink(packFile(key)), maxResultBytes);
    }

    @Override
    public Optional<StoredResult> openPacked(ResultKey key, int lead) throws IOException {
        try {
            return BlockResult.open(
                    bytes(packFile(key.ofLead(lead))), key.query().n());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<StoredResult> open(ResultKey key) throws IOException {
        try {
            return Optional.of(BlockResult.open(bytes(file(key))));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    @Override
    public void delete(ResultKey key) throws IOException {
        Files.deleteIfExists(file(key));
        Files.deleteIfExists(FileSink.unfinished(file(key)));
    }

    @Override
    public void deleteEarlier(ResultKey key) throws IOException {
        try (DirectoryStream<Path> attempts = Files.newDirectoryStream(
                folder(key.query().batch()), key.query().n() + "-*")) {
            for (Path file : attempts) {
                if (key.isAfter(file.getFileName().toString())) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (NoSuchFileException e) {
            // Nothing was ever written for this batch.
        }
    }

    @Override
    public void delete(BatchId batch) throws IOException {
        Path folder = folder(batch);
        if (Files.exists(folder)) {
            Files.walkFileTree(folder, new TreeDeletion());
        }
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
        Files.deleteIfExists(packFile(lead));
        Files.deleteIfExists(FileSink.unfinished(packFile(lead)));
    }

    private void names(BatchId batch, Consumer<String> each) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder(batch))) {
            for (Path file : files) {
                each.accept(file.getFileName().toString());
            }
        } catch (NoSuchFileException e) {
            // Nothing is stored for this batch.
        }
    }

    @Override
    public List<BatchId> batches(int shard) throws IOException {
        List<BatchId> batches = new ArrayList<>();
        try (DirectoryStream<Path> folders =
                Files.newDirectoryStream(root.resolve(HexFormat.of().toHexDigits((byte) shard)))) {
            folders.forEach(
                    folder -> BatchId.parse(folder.getFileName().toString()).ifPresent(batches::add));
        } catch (NoSuchFileException e) {
            // No batch of this shard has results.
        }
        return batches;
    }

    @Override
    public StoreUse use() throws IOException {
        return FolderUse.of(root, MOST_COUNTED);
    }

    @Override
    public void check() throws IOException {
        try {
            PrivateFiles.createFolder(root);
            Files.delete(Files.createTempFile(root, "check", ".tmp"));
        } catch (IOException e) {
            throw new IOException("the folder cannot be written to", e);
        }
    }

    /** Spread over 256 folders, so that no folder holds more batches than a file system likes. */
    private Path folder(BatchId batch) {
        String digits = batch.value().substring("qrb_".length());
        return root.resolve(digits.substring(0, 2)).resolve(batch.value());
    }

    private Path packFile(ResultKey lead) {
        return folder(lead.query().batch()).resolve(lead.packName());
    }

    private Path file(ResultKey key) {
        return folder(key.query().batch()).resolve(key.fileName());
    }
}
