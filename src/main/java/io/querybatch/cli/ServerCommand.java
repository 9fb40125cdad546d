package io.querybatch.cli;

import io.querybatch.client.BatchClient;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;

/** A command that asks a server. */
abstract class ServerCommand implements Callable<Integer> {

    @Mixin
    private ServerOptions server;

    @Mixin
    private OutputOptions output;

    private final Surroundings world;

    ServerCommand(Surroundings world) {
        this.world = world;
    }

    @Override
    public final Integer call() {
        Screen screen = new Screen(world, output);
        BatchClient client =
                server.client(world.environment()).onAnswer(screen::json).build();
        return run(client, screen);
    }

    /** Does it, and returns the exit code. */
    abstract int run(BatchClient client, Screen screen);

    final Surroundings world() {
        return world;
    }

    final boolean isJson() {
        return output.json;
    }
}
