package io.querybatch.batches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.querybatch.errors.ServiceException;
import io.querybatch.errors.Violation;
import io.querybatch.http.JsonLimits;
import io.querybatch.planning.PlanningLimits;
import io.querybatch.testing.openapi.ApiDocument;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Every member of a body that the OpenAPI document has is one that is read: in capitals it is refused with its right name. */
class DescribedMembersTest {

    private static final JsonLimits LIMITS = new JsonLimits(64);

    private static void assertRead(String schema, Consumer<InputStream> reader) {
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
                () -> reader.accept(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8))));
        assertThat(refusal.violations())
                .extracting(Violation::toString)
                .containsAll(names.stream()
                        .map(name -> "/" + name.toUpperCase(Locale.ROOT) + ": unknown member, did you mean \"" + name
                                + "\"?")
                        .toList());
        assertThat(names).hasSizeGreaterThan(3);
    }

    @Test
    void areThoseOfASubmission() {
        PlanningLimits limits = new PlanningLimits(3, 100, 10, 10);
        assertRead(
                "BatchRequest",
                new BatchRequestReader(LIMITS, limits, new FakeCallbackRules(), OnInvalid.REFUSE)::read);
    }

    @Test
    void areThoseOfAChange() {
        assertRead("BatchChange", new BatchChangeReader(LIMITS)::read);
    }
}
