package io.querybatch.bench;

/** From the start of the process until it is ready, and its memory then, beside the same server without us. */
final class ColdStart implements Measurement {

    private static final int ROUNDS = Integer.getInteger("bench.times", 3);

    @Override
    public String name() {
        return "start";
    }

    @Override
    public String title() {
        return "Cold start until ready and memory then, beside a bare Payara Micro with an empty WAR";
    }

    @Override
    public void measure(Report report) throws Exception {
        Samples bareSeconds = new Samples();
        Samples bareMb = new Samples();
        Samples seconds = new Samples();
        Samples mb = new Samples();
        for (int round = 0; round < ROUNDS; round++) {
            long begin = System.nanoTime();
            try (BareServer bare = BareServer.empty()) {
                bareSeconds.add((System.nanoTime() - begin) / 1e9);
                bareMb.add(Memory.resident(bare.pid()));
            }
            try (BenchServer server = BenchServer.start()) {
                seconds.add(server.secondsToStart());
                mb.add(Memory.resident(server.process().pid()));
            }
            report.progress("round " + (round + 1));
        }
        report.figure("bare server, ready after", bareSeconds.median(), "s");
        report.figure("ready after", seconds.median(), "s", "bare server, ready after");
        report.figure("bare server, resident memory", bareMb.median(), "MB");
        report.figure("resident memory", mb.median(), "MB", "bare server, resident memory");
    }
}
