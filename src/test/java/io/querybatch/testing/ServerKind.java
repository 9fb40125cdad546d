package io.querybatch.testing;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/** The application servers that the same tests run against. */
public enum ServerKind {
    PAYARA_MICRO("payara-micro", "Payara Micro"),
    WILDFLY("wildfly", "WildFly"),
    LIBERTY("liberty", "Open Liberty"),
    PAYARA_SERVER("payara-server", "Payara Server");

    private final String name;
    private final String title;

    ServerKind(String name, String title) {
        this.name = name;
        this.title = title;
    }

    /** As settings of the build call it. */
    String id() {
        return name;
    }

    /** As people call it. */
    String title() {
        return title;
    }

    /** The one that {@code it.server} names; Payara Micro unless it is set. */
    static ServerKind current() {
        String wanted = System.getProperty("it.server", PAYARA_MICRO.name);
        return Arrays.stream(values())
                .filter(kind -> kind.name.equals(wanted))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("it.server: there is no " + wanted));
    }

    /** What the server that is tested has to be told besides, as options of its JVM. */
    public static String options() {
        return current().settings().entrySet().stream()
                .map(entry -> "-D" + entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(" "));
    }

    /** What it has to be told besides, as system properties. */
    Map<String, String> settings() {
        return switch (this) {
            case PAYARA_MICRO, PAYARA_SERVER -> Map.of("jakarta.json.provider", "org.eclipse.parsson.JsonProviderImpl");
            case WILDFLY, LIBERTY -> Map.of("mp.jwt.verify.publickey.algorithm", "ES256");
        };
    }

    /** The zip that it comes as, for those that are unpacked. */
    Path zip() {
        return Project.target().resolve("servers").resolve(name + ".zip");
    }

    /** How it is installed, for those that are unpacked. */
    ServerInstallation installation() {
        return switch (this) {
            case WILDFLY -> new WildFly();
            case LIBERTY -> new OpenLiberty();
            case PAYARA_SERVER -> new PayaraServer();
            case PAYARA_MICRO -> throw new IllegalStateException("one jar, started by Arquillian");
        };
    }
}
