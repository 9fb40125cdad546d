package io.querybatch.bench;

import io.querybatch.testing.Processes;
import io.querybatch.testing.Project;
import io.querybatch.testing.ServerProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** From the start of the process until it is ready, and its memory then, beside the same server without us. */
final class ColdStart implements Measurement {

    private static final int ROUNDS = Integer.getInteger("bench.times", 3);
    private static final String BARE_READY = "bare server, ready after";
    private static final String BARE_MEMORY = "bare server, resident memory";
    private static final Target READY = Target.atMost(1.3);

    @Override
    public String name() {
        return "start";
    }

    @Override
    public String title() {
        return "Cold start until ready and memory then, beside a bare Payara Micro with an empty WAR";
    }

    /** How a server is started, and what came of it. */
    private record Way(UnaryOperator<ServerProcess.Starter> options, Samples seconds, Samples mb) {

        Way(UnaryOperator<ServerProcess.Starter> options) {
            this(options, new Samples(), new Samples());
        }

        void start() throws IOException {
            Path home = Folders.make("home");
            long begin = System.nanoTime();
            try (ServerProcess server = options.apply(ServerProcess.in(home)).start()) {
                seconds.add((System.nanoTime() - begin) / 1e9);
                mb.add(Memory.resident(server.pid()));
            }
        }
    }

    @Override
    public void measure(Report report) throws Exception {
        Map<String, Way> ways = ways(prepared(report));
        Samples bareSeconds = new Samples();
        Samples bareMb = new Samples();
        for (int round = 0; round < ROUNDS; round++) {
            long begin = System.nanoTime();
            try (BareServer bare = BareServer.empty()) {
                bareSeconds.add((System.nanoTime() - begin) / 1e9);
                bareMb.add(Memory.resident(bare.pid()));
            }
            for (Way way : ways.values()) {
                way.start();
            }
            report.progress("round " + (round + 1));
        }
        report.figure(BARE_READY, bareSeconds.median(), "s");
        report.figure(BARE_MEMORY, bareMb.median(), "MB");
        ways.forEach((name, way) -> {
            report.figure(name + ", ready after", way.seconds().median(), "s", BARE_READY, READY);
            report.figure(name + ", resident memory", way.mb().median(), "MB", BARE_MEMORY);
        });
    }

    /** The folder of docs/install.md. */
    private static Path prepared(Report report) throws IOException {
        Path folder = Folders.make("prepared");
        Processes.run(
                Processes.java().toString(), "-jar", Project.uberJar().toString(), "--prepare", folder.toString());
        report.progress("the folder is prepared");
        return folder;
    }

    private static Map<String, Way> ways(Path prepared) {
        Map<String, Way> ways = new LinkedHashMap<>();
        ways.put("uber-jar", new Way(server -> like(server)));
        ways.put("prepared", new Way(server -> like(server).by(prepared.resolve("start"))));
        ways.put("prepared, small", new Way(server -> server.plain().by(prepared.resolve("start-small"))));
        return ways;
    }

    /** With the same options as the bare server. */
    private static ServerProcess.Starter like(ServerProcess.Starter server) {
        return server.plain()
                .jvm("-Xmx" + BenchServer.HEAP_LIMIT_MB + "m", "-XX:+UseSerialGC")
                .jvm(BenchServer.JVM.split(" "));
    }
}
