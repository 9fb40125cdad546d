package io.querybatch.cli;

import io.querybatch.client.Eta;
import io.querybatch.client.Progress;
import java.io.PrintStream;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.function.LongSupplier;

/** How far a batch is: one line in place on a terminal, a line for each change elsewhere. */
public final class ProgressBar {

    private static final int WIDTH = 20;
    private static final int TENTHS = 10;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

    private final PrintStream out;
    private final Painter painter;
    private final LongSupplier nanos;
    private final ZoneId zone;
    private final Speed speed = new Speed();
    private String shown = "";
    private long tenths;

    /** {@code nanos} is a clock that only runs; times are shown as they are in {@code zone}. */
    public ProgressBar(PrintStream out, Painter painter, LongSupplier nanos, ZoneId zone) {
        this.zone = zone;
        this.out = out;
        this.painter = painter;
        this.nanos = nanos;
    }

    /** Shows how far it is, and when the server expects its end; {@code eta} may be null. */
    public void show(Progress progress, Eta eta) {
        speed.see(nanos.getAsLong(), progress.ended());
        boolean last = progress.ended() == progress.total();
        print(bar(progress.ended(), progress.total()) + counts(progress) + (last ? "" : pace(eta)));
    }

    /** Shows how much of something is done; a line for each tenth where nobody watches. */
    void show(long part, long whole, String text) {
        long tenth = whole == 0 ? TENTHS : TENTHS * part / whole;
        if (painter.terminal() || tenth != tenths) {
            tenths = tenth;
            print(bar(part, whole) + text);
        }
    }

    /** Shows how much has come of something whose size nobody knows; only where somebody watches. */
    void show(String text) {
        if (painter.terminal()) {
            print(text);
        }
    }

    /** Says something else in between. */
    void note(String text) {
        boolean open = painter.terminal() && !shown.isEmpty();
        out.println((open ? "\r\u001b[K" : "") + text);
        if (open) {
            out.print(shown);
            out.flush();
        }
    }

    /** Nothing more will be shown. */
    public void end() {
        if (painter.terminal() && !shown.isEmpty()) {
            out.println();
        }
        shown = "";
    }

    private void print(String line) {
        if (line.equals(shown)) {
            return;
        }
        shown = line;
        if (painter.terminal()) {
            out.print("\r\u001b[K" + line);
            out.flush();
        } else {
            out.println(line);
        }
    }

    private static String bar(long part, long whole) {
        int filled = whole == 0 ? WIDTH : (int) (WIDTH * part / whole);
        return String.format(
                "[%s%s] %3d%%  ",
                "#".repeat(filled), ".".repeat(WIDTH - filled), whole == 0 ? 100 : 100 * part / whole);
    }

    private String counts(Progress progress) {
        String failed = Numbers.grouped(progress.failure()) + " failed";
        return Numbers.grouped(progress.success()) + " done  "
                + (progress.failure() > 0 ? painter.red(failed) : failed)
                + (progress.running() > 0 ? "  " + Numbers.grouped(progress.running()) + " running" : "")
                + (progress.queued() > 0 ? "  " + Numbers.grouped(progress.queued()) + " queued" : "");
    }

    /** Without a terminal lines would differ in that alone. */
    private String pace(Eta eta) {
        if (!painter.terminal()) {
            return "";
        }
        double perSecond = speed.perSecond();
        return (eta == null
                        ? ""
                        : "  ends " + time(eta.likely()) + " (" + time(eta.earliest()) + "-" + time(eta.latest()) + ")")
                + (perSecond < 1 ? "" : "  " + Math.round(perSecond) + "/s");
    }

    /** A time of day stays right while nothing new is heard; so much to go would not. */
    private String time(Instant time) {
        return TIME.format(time.atZone(zone));
    }
}
