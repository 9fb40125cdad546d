package io.querybatch.launcher;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * Settings as MicroProfile Config finds them: a system property, or the environment variable of the same name with
 * everything but letters and digits as {@code _}, in upper case.
 */
final class Environment {

    private final Map<String, String> variables;
    private final Properties properties;

    Environment(Map<String, String> variables, Properties properties) {
        this.variables = variables;
        this.properties = properties;
    }

    /** The value of a setting such as {@code querybatch.home}; blank counts as absent. */
    Optional<String> get(String name) {
        String variable = name.replaceAll("[^A-Za-z0-9]", "_");
        return Optional.ofNullable(properties.getProperty(name))
                .or(() -> Optional.ofNullable(variables.get(variable)))
                .or(() -> Optional.ofNullable(variables.get(variable.toUpperCase(Locale.ROOT))))
                .map(String::strip)
                .filter(text -> !text.isEmpty());
    }

    boolean isTrue(String name) {
        return get(name).map(Boolean::parseBoolean).orElse(false);
    }

    /** Folder of everything the server keeps by itself, absolute. */
    Path home() {
        return absolute(get("querybatch.home").orElse(properties.getProperty("user.home") + "/.querybatch"));
    }

    static Path absolute(String path) {
        return Path.of(path).toAbsolutePath().normalize();
    }

    /** Makes a setting known to the server and the application. */
    void set(String name, String value) {
        properties.setProperty(name, value);
    }
}
