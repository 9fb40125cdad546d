package io.querybatch.testing;

import io.querybatch.testing.CommandLineClient.Run;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Tokens for servers in development mode, from {@code querybatch token}. */
public final class DevTokens {

    private DevTokens() {}

    /** A token for a server that was started in development mode with this home. */
    public static String token(Path home, String... options) {
        List<String> all = new ArrayList<>(List.of("token", "--home", home.toString()));
        all.addAll(List.of(options));
        Run run = CommandLineClient.inProcess(Map.of(), all.toArray(String[]::new));
        if (run.exit() != 0) {
            throw new IllegalStateException(run.err());
        }
        return run.out().strip();
    }
}
