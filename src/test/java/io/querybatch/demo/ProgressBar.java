package io.querybatch.demo;

import java.io.PrintStream;
import java.util.Locale;

/** A line that shows how far a batch is: in place on a terminal, now and then a new line elsewhere. */
public final class ProgressBar {

    private static final int WIDTH = 30;
    private static final long LINE_EVERY_NANOS = 5_000_000_000L;

    private final PrintStream out;
    private final boolean terminal;
    private final int total;
    private final long begin = System.nanoTime();
    private long lastLine = begin - LINE_EVERY_NANOS;

    public ProgressBar(PrintStream out, boolean terminal, int total) {
        this.out = out;
        this.terminal = terminal;
        this.total = total;
    }

    public void show(int done, int running, int failed) {
        boolean last = done == total;
        boolean due = last || System.nanoTime() - lastLine >= LINE_EVERY_NANOS;
        if (terminal) {
            out.print("\r" + line(done, running, failed) + (last ? "\n" : ""));
            out.flush();
        } else if (due) {
            lastLine = System.nanoTime();
            out.println(line(done, running, failed));
        }
    }

    private String line(int done, int running, int failed) {
        double seconds = (System.nanoTime() - begin) / 1e9;
        double rate = seconds > 0 ? done / seconds : 0;
        int filled = total == 0 ? WIDTH : (int) ((long) WIDTH * done / total);
        String left = done == total || rate == 0 ? "" : "  %.0f s left".formatted((total - done) / rate);
        return String.format(
                Locale.ROOT,
                "[%s%s] %3d %%  %,d of %,d queries  %d running  %d failed  %.0f/s%s   ",
                "#".repeat(filled),
                ".".repeat(WIDTH - filled),
                total == 0 ? 100 : 100L * done / total,
                done,
                total,
                running,
                failed,
                rate,
                left);
    }
}
