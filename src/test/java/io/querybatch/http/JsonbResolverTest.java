package io.querybatch.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.http.JsonbResolver.Rfc3339;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonbResolverTest {

    private final Jsonb jsonb = new JsonbResolver().getContext(Sample.class);

    @Test
    void writesSnakeCaseInTheOrderOfTheRecord() {
        Sample sample = new Sample("t", 7, Instant.EPOCH, Instant.EPOCH, List.of("x"), new Inner("y"));

        assertThat(jsonb.toJson(sample))
                .isEqualTo("{\"@type\":\"t\",\"query_amount\":7,\"start_time\":\"1970-01-01T00:00:00.000Z\","
                        + "\"end_time\":\"1970-01-01T00:00:00.000Z\",\"excluded_accounts\":[\"x\"],"
                        + "\"last_one\":{\"inner_name\":\"y\"}}");
    }

    @Test
    void showsNullOnlyWhereTheRecordSaysSo() {
        assertThat(jsonb.toJson(new Sample("t", 7, null, null, null, null)))
                .isEqualTo("{\"@type\":\"t\",\"query_amount\":7,\"end_time\":null}");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-02T03:04:05Z, 2026-01-02T03:04:05.000Z",
        "2026-01-02T03:04:05.1Z, 2026-01-02T03:04:05.100Z",
        "2026-01-02T03:04:05.120Z, 2026-01-02T03:04:05.120Z",
        "2026-01-02T03:04:05.123Z, 2026-01-02T03:04:05.123Z",
        "2026-01-02T03:04:05.123456789Z, 2026-01-02T03:04:05.123Z",
        "2026-01-02T03:04:05.999999999Z, 2026-01-02T03:04:05.999Z",
        "2026-12-31T23:00:00-05:00, 2027-01-01T04:00:00.000Z",
        "0001-01-01T00:00:00Z, 0001-01-01T00:00:00.000Z",
    })
    void writesTimesWithThreeDigitsInUtc(String time, String text) {
        assertThat(jsonb.toJson(new Time(Instant.parse(time)))).isEqualTo("{\"at\":\"" + text + "\"}");
    }

    @Test
    void readsTheTimesItWrites() {
        Instant time = Instant.parse("2026-01-02T03:04:05.120Z");
        Rfc3339 adapter = new Rfc3339();

        assertThat(adapter.adaptFromJson(adapter.adaptToJson(time))).isEqualTo(time);
    }

    @Test
    void usesTheSameWriterForEveryType() {
        JsonbResolver resolver = new JsonbResolver();

        assertThat(resolver.getContext(Sample.class)).isSameAs(resolver.getContext(String.class));
    }

    /** Something like the views of the API. */
    @JsonbPropertyOrder({"type", "queryAmount", "startTime", "endTime", "excludedAccounts", "lastOne"})
    public record Sample(
            @JsonbProperty("@type") String type,
            int queryAmount,
            Instant startTime,
            @JsonbProperty(nillable = true) Instant endTime,
            List<String> excludedAccounts,
            Inner lastOne) {}

    /** A record inside. */
    public record Inner(String innerName) {}

    /** A time. */
    public record Time(Instant at) {}
}
