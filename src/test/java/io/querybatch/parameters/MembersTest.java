package io.querybatch.parameters;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.errors.Violation;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class MembersTest {

    private final Map<String, JsonValue> object = new LinkedHashMap<>();
    private final List<Violation> violations = new ArrayList<>();

    private Members members(String... names) {
        for (String name : names) {
            object.put(name, JsonValue.NULL);
        }
        return new Members("", object, violations);
    }

    @Test
    void suggestsNoMemberThatWasRefusedItself() {
        members("colour1", "colour2", "widht").refuseOthers("width");
        assertThat(violations)
                .extracting(Violation::toString)
                .containsExactly(
                        "/colour1: unknown member",
                        "/colour2: unknown member",
                        "/widht: unknown member, did you mean \"width\"?");
    }

    @Test
    void takesNoMemberForAMisspellingOfAMisspelling() {
        Members members = members("widhtt", "widhttt", "widhttttt");
        members.get("width");
        members.refuseMisspellings(Set.of());
        assertThat(violations)
                .extracting(Violation::toString)
                .containsExactly("/widhtt: unknown member, did you mean \"width\"?");
    }

    @Test
    @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD, unit = TimeUnit.SECONDS)
    void refusesManyMembersWithoutComparingEachWithAll() {
        for (int i = 0; i < 200_000; i++) {
            object.put("unknown " + i, JsonValue.NULL);
        }
        members().refuseOthers("width");
        assertThat(violations).hasSize(200_000);
    }
}
