package io.querybatch.http;

import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbConfig;
import jakarta.json.bind.adapter.JsonbAdapter;
import jakarta.json.bind.config.PropertyNamingStrategy;
import jakarta.ws.rs.ext.ContextResolver;
import jakarta.ws.rs.ext.Provider;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * How answers become JSON: snake_case names, and times as RFC 3339 in UTC with milliseconds (contract A5). Members that are
 * null are left out, except those a record marks as nillable; records say their order with {@code @JsonbPropertyOrder}.
 */
@Provider
public class JsonbResolver implements ContextResolver<Jsonb> {

    private final Jsonb jsonb = JsonbBuilder.create(new JsonbConfig()
            .withPropertyNamingStrategy(PropertyNamingStrategy.LOWER_CASE_WITH_UNDERSCORES)
            .withAdapters(new Rfc3339()));

    @Override
    public Jsonb getContext(Class<?> type) {
        return jsonb;
    }

    /** Always three digits of a second: clients compare times as text. */
    public static final class Rfc3339 implements JsonbAdapter<Instant, String> {

        private static final DateTimeFormatter FORMAT =
                DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

        @Override
        public String adaptToJson(Instant time) {
            return FORMAT.format(time);
        }

        @Override
        public Instant adaptFromJson(String text) {
            return Instant.parse(text);
        }
    }
}
