package io.querybatch.cli;

import picocli.CommandLine.Option;

/** How commands speak. */
final class OutputOptions {

    @Option(names = "--json", description = "Print the server's JSON as it is, one answer a line.")
    boolean json;

    @Option(
            names = {"-q", "--quiet"},
            description = "No hints, no progress.")
    boolean quiet;

    @Option(names = "--no-color", description = "No colors (as with the variable NO_COLOR).")
    boolean noColor;
}
