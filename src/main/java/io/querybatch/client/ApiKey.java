package io.querybatch.client;

import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.List;

/**
 * An API key as the server tells of it.
 *
 * @param scopes names of what it allows
 * @param dsAccess accounts by data source, or null for all data
 * @param state {@code valid}, {@code expired} or {@code revoked}
 * @param revokedTime when it was revoked, or null
 * @param serverSecret with which of the server's secrets it is kept: {@code current}, {@code earlier}, {@code missing} (it opens
 *     nothing) or {@code unknown}
 * @param key all of it, for who sends it; null but in the answer that it was made with
 */
public record ApiKey(
        String keyId,
        String tenant,
        String name,
        List<String> scopes,
        JsonObject dsAccess,
        String state,
        Instant createdTime,
        String createdBy,
        Instant expiresTime,
        Instant revokedTime,
        String serverSecret,
        String key) {

    /** Its id and no more: the key itself is in no log. */
    @Override
    public String toString() {
        return "ApiKey[" + keyId + "]";
    }
}
