package io.querybatch.bench;

import io.querybatch.testing.Processes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Memory of a server, in MB.
 *
 * @param heapPeak most heap in use at the begin of any collection: what is not collected yet counts too
 * @param heapKept most heap in use at the end of any collection
 * @param heapNow heap in use after a collection just now
 * @param residentPeak most memory of the whole process, DuckDB's included; 0 where the system does not tell
 */
record Memory(double heapPeak, double heapKept, double heapNow, double residentPeak) {

    private static final Pattern COLLECTION = Pattern.compile("Pause.* (\\d+)M->(\\d+)M\\((\\d+)M\\)");

    static Memory of(long pid, Path gcLog) throws IOException {
        Processes.jcmd(pid, "GC.run");
        List<Matcher> collections;
        try (Stream<String> lines = Files.lines(gcLog)) {
            collections = lines.map(COLLECTION::matcher).filter(Matcher::find).toList();
        }
        if (collections.isEmpty()) {
            throw new IllegalStateException("no collection in " + gcLog);
        }
        return new Memory(
                most(collections, 1),
                most(collections, 2),
                Double.parseDouble(collections.get(collections.size() - 1).group(2)),
                residentPeak(pid));
    }

    private static double most(List<Matcher> collections, int group) {
        return collections.stream()
                .mapToDouble(collection -> Double.parseDouble(collection.group(group)))
                .max()
                .orElseThrow();
    }

    private static double residentPeak(long pid) throws IOException {
        return resident(pid, "VmHWM:");
    }

    /** Memory of a whole process now, in MB; 0 where the system does not tell. */
    static double resident(long pid) throws IOException {
        return resident(pid, "VmRSS:");
    }

    private static double resident(long pid, String member) throws IOException {
        Path status = Path.of("/proc", String.valueOf(pid), "status");
        if (Files.notExists(status)) {
            return 0;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith(member))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElse(0);
    }
}
