package io.querybatch.batches;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.http.JsonLimits;
import io.querybatch.planning.PlanningLimits;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What a submission keeps for those who ask again. */
class OnInvalidTest {

    private static final String BODY = """
            {"queries": [ {"ds_id": "A", "fields": ["x\\u0000", "é"]}, "ds_id=B&fields=y" ]}""";

    private static BatchRequest read(OnInvalid onInvalid) {
        return new BatchRequestReader(
                        new JsonLimits(64), new PlanningLimits(9, 9, 9, 9), new FakeCallbackRules(), onInvalid)
                .read(new ByteArrayInputStream(BODY.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void itemsAreKeptAsTheyCameOnlyIfTheyMayFail() {
        assertThat(read(OnInvalid.REFUSE).submitted()).isEmpty();
        assertThat(read(OnInvalid.FAIL_QUERY).submitted())
                .containsExactly("{\"ds_id\":\"A\",\"fields\":[\"x\\u0000\",\"é\"]}", "\"ds_id=B&fields=y\"");
    }
}
