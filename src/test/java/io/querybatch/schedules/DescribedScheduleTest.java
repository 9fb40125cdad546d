package io.querybatch.schedules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.querybatch.errors.ServiceException;
import io.querybatch.errors.Violation;
import io.querybatch.http.JsonLimits;
import io.querybatch.testing.openapi.ApiDocument;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Every member of a body that the OpenAPI document has is one that is read: in capitals it is refused with its right name. */
class DescribedScheduleTest {

    private final ScheduleReader reader = new ScheduleReader(new JsonLimits(64), batch -> batch);

    private static void assertRead(String schema, Function<InputStream, ScheduleChange> reader) {
        List<String> names = List.copyOf(ApiDocument.read()
                .root()
                .node()
                .at("/components/schemas/" + schema + "/properties")
                .propertyNames());
        String body = names.stream()
                .map(name -> "\"" + name.toUpperCase(Locale.ROOT) + "\":1")
                .collect(Collectors.joining(",", "{", "}"));
        ServiceException refusal = catchThrowableOfType(
                ServiceException.class,
                () -> reader.apply(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8))));
        assertThat(refusal.violations())
                .extracting(Violation::toString)
                .containsAll(names.stream()
                        .map(name -> "/" + name.toUpperCase(Locale.ROOT) + ": unknown member, did you mean \"" + name
                                + "\"?")
                        .toList());
        assertThat(names).hasSize(7);
    }

    @Test
    void membersOfANewOne() {
        assertRead("ScheduleRequest", reader::readNew);
    }

    @Test
    void membersOfAChange() {
        assertRead("ScheduleChange", reader::readChange);
    }
}
