package io.querybatch.bench;

import java.time.Duration;

/** What something costs, measured many times: time, and processor time, which others on the machine hardly shift. */
final class Cost {

    private final ProcessHandle process;
    private final Samples seconds = new Samples();
    private final Samples processor = new Samples();

    /** {@code process} does the work. */
    Cost(ProcessHandle process) {
        this.process = process;
    }

    /** Runs the action and keeps what it cost. */
    void measure(Samples.Action action) throws Exception {
        double before = processorSeconds();
        seconds.time(action);
        processor.add(processorSeconds() - before);
    }

    private double processorSeconds() {
        return process.info().totalCpuDuration().map(Duration::toNanos).orElse(0L) / 1e9;
    }

    /** Median in seconds. */
    double seconds() {
        return seconds.median();
    }

    /** Median in seconds of processor time, of all threads of the process together, in steps of 10 ms. */
    double processor() {
        return processor.median();
    }
}
