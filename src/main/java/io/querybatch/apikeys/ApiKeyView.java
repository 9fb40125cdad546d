package io.querybatch.apikeys;

import io.querybatch.security.Scope;
import jakarta.json.JsonObject;
import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** A key as administrators get it; all of it, with {@code key}, only when it is made. */
@JsonbPropertyOrder({
    "type",
    "keyId",
    "tenant",
    "name",
    "scopes",
    "dsAccess",
    "state",
    "createdTime",
    "createdBy",
    "expiresTime",
    "revokedTime",
    "serverSecret",
    "key"
})
public record ApiKeyView(
        @JsonbProperty("@type") String type,
        String keyId,
        String tenant,
        String name,
        List<String> scopes,
        @JsonbProperty(nillable = true) JsonObject dsAccess,
        String state,
        Instant createdTime,
        String createdBy,
        Instant expiresTime,
        @JsonbProperty(nillable = true) Instant revokedTime,
        String serverSecret,
        String key) {

    static ApiKeyView of(ApiKey key, ApiKeys keys) {
        return of(key, keys, null);
    }

    static ApiKeyView of(ApiKeys.Issued issued, ApiKeys keys) {
        return of(issued.key(), keys, issued.text().reveal());
    }

    private static ApiKeyView of(ApiKey key, ApiKeys keys, String text) {
        KeyTerms terms = key.terms();
        return new ApiKeyView(
                "api_key",
                key.id().value(),
                terms.tenant(),
                terms.name(),
                terms.scopes().stream().map(Scope::wireName).sorted().toList(),
                terms.rights().claim().orElse(null),
                key.state(keys.now()).name().toLowerCase(Locale.ROOT),
                key.created(),
                key.createdBy(),
                key.expires(),
                key.revoked(),
                keys.secretOf(key).name().toLowerCase(Locale.ROOT),
                text);
    }
}
