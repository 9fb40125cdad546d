package io.querybatch.quotas;

import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.time.Instant;

/**
 * A quota as its tenant sees it.
 *
 * @param type what this is
 * @param name what it is called
 * @param limit how much may be used; null: anything
 * @param used how much is; null if nobody counts it, for want of a limit
 * @param left how much is left; null without a limit
 * @param resetsTime when it begins anew; null if it frees itself as work ends and results go
 */
@JsonbPropertyOrder({"type", "name", "limit", "used", "left", "resetsTime"})
public record QuotaView(
        @JsonbProperty("@type") String type,
        String name,
        @JsonbProperty(nillable = true) Long limit,
        @JsonbProperty(nillable = true) Long used,
        @JsonbProperty(nillable = true) Long left,
        @JsonbProperty(nillable = true) Instant resetsTime) {

    static QuotaView of(QuotaState state) {
        return new QuotaView(
                "quota", state.quota().wireName(), state.limit(), state.used(), state.left(), state.resets());
    }
}
