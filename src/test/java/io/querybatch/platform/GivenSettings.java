package io.querybatch.platform;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigValue;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.eclipse.microprofile.config.spi.Converter;

/** Settings by their names, and no others. */
record GivenSettings(Map<String, String> texts) implements Config {

    static Settings of(Map<String, String> texts) {
        return new Settings(new GivenSettings(texts));
    }

    @Override
    public <T> T getValue(String name, Class<T> type) {
        return type.cast(texts.get(name));
    }

    @Override
    public ConfigValue getConfigValue(String name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public <T> Optional<T> getOptionalValue(String name, Class<T> type) {
        return Optional.ofNullable(getValue(name, type));
    }

    @Override
    public Iterable<String> getPropertyNames() {
        return texts.keySet();
    }

    @Override
    public Iterable<ConfigSource> getConfigSources() {
        return List.of();
    }

    @Override
    public <T> Optional<Converter<T>> getConverter(Class<T> type) {
        return Optional.empty();
    }

    @Override
    public <T> T unwrap(Class<T> type) {
        throw new UnsupportedOperationException();
    }
}
