package io.querybatch.client;

import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;

/** API keys of one server, for administrators, with a {@link BatchClient}'s connection; it throws what that throws. */
public final class ApiKeyClient {

    private static final String KEYS = "admin/api-keys";

    private final BatchClient client;

    ApiKeyClient(BatchClient client) {
        this.client = client;
    }

    /**
     * Makes a key; {@link ApiKey#key} of the answer is the key, for the only time. Sent once: if the connection is lost, look with
     * {@link #list} for a key that nobody has, and revoke it.
     *
     * @param wanted {@code tenant}, {@code name}, {@code scopes}, and {@code ds_access} and {@code expires_in_days} if they are to be said
     */
    public ApiKey create(JsonObject wanted) {
        byte[] json = wanted.toString().getBytes(StandardCharsets.UTF_8);
        return client.ask(Call.post(KEYS, json).once(), ApiKey.class);
    }

    /** A page of the keys; {@code tenant} null for those of all tenants, {@code cursor} may be null. */
    public ApiKeyList list(String tenant, int limit, String cursor) {
        String filter = (tenant == null ? "" : "&tenant=" + BatchClient.encode(tenant))
                + (cursor == null ? "" : "&cursor=" + BatchClient.encode(cursor));
        return client.ask(Call.get(KEYS + "?limit=" + limit + filter), ApiKeyList.class);
    }

    /** A key as it stands. */
    public ApiKey key(String id) {
        return client.ask(Call.get(path(id)), ApiKey.class);
    }

    /** Revokes a key: when this returns it opens nothing. Once more changes nothing. */
    public ApiKey revoke(String id) {
        return client.ask(Call.delete(path(id)), ApiKey.class);
    }

    private static String path(String id) {
        return KEYS + "/" + BatchClient.encode(id);
    }
}
