package io.querybatch.results.filesystem;

import io.querybatch.results.StoreUse;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/** Adds up the files of a folder, up to a number of them. Tolerates that they come and go meanwhile. */
final class FolderUse extends SimpleFileVisitor<Path> {

    private final int most;
    private int files;
    private long bytes;

    private FolderUse(int most) {
        this.most = most;
    }

    /**
     * Measures.
     *
     * @param most files to look at
     * @throws IOException if the folder is not there
     */
    static StoreUse of(Path root, int most) throws IOException {
        FileStore disk = Files.getFileStore(root);
        FolderUse use = new FolderUse(most);
        Files.walkFileTree(root, use);
        return new StoreUse(use.bytes, use.files <= most, disk.getUsableSpace(), disk.getTotalSpace());
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        files++;
        if (files > most) {
            return FileVisitResult.TERMINATE;
        }
        bytes += attributes.size();
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, IOException e) {
        return FileVisitResult.CONTINUE;
    }
}
