package io.querybatch.launcher;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;

/** What a server is started from. */
interface Distribution {

    /** Its name is what puts the application at "/". */
    String APPLICATION = "application/ROOT";

    /** Makes an empty folder the server's; returns where the application is. */
    Path furnish(Path folder) throws IOException;

    /** Boots the server; returns when it has deployed what its arguments name. */
    void boot(List<String> arguments) throws LaunchException;

    /** That of this process. */
    static Distribution current() throws IOException {
        Path jar = jar();
        PreparedFolder prepared = new PreparedFolder(jar.getParent());
        return prepared.isThere() ? prepared : new UberJar(jar);
    }

    /** The one that this class is in. */
    static Path jar() throws IOException {
        try {
            return Path.of(Distribution.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
    }
}
