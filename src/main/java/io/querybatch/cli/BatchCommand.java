package io.querybatch.cli;

import picocli.CommandLine.Parameters;

/** A command about one batch. */
abstract class BatchCommand extends ServerCommand {

    @Parameters(paramLabel = "ID", description = "Id of the batch.")
    private String id;

    BatchCommand(Surroundings world) {
        super(world);
    }

    final String id() {
        return id;
    }
}
