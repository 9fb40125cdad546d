package io.querybatch.cli;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

/**
 * What a token for a server in development mode says.
 *
 * @param scope scopes, with blanks between them
 * @param access accounts by data source as JSON, or null for all
 */
record DevToken(String tenant, String scope, String access, String subject, String issuer, String audience) {

    private static final String HEADER = "{\"alg\":\"ES256\",\"typ\":\"JWT\"}";

    /** Signs it with the key of the server that has this home. */
    String sign(Path home, Instant now, Duration life) {
        String content = encode(HEADER.getBytes(StandardCharsets.UTF_8)) + "."
                + encode(claims(now, life).toString().getBytes(StandardCharsets.UTF_8));
        try {
            Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initSign(key(home.resolve("keys").resolve("dev-private.pem")));
            signature.update(content.getBytes(StandardCharsets.US_ASCII));
            return content + "." + encode(signature.sign());
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new UsageException("the key in " + home + " cannot sign");
        }
    }

    private JsonObject claims(Instant now, Duration life) {
        JsonObjectBuilder claims = Json.createObjectBuilder()
                .add("iss", issuer)
                .add("aud", audience)
                .add("sub", subject)
                .add("jti", UUID.randomUUID().toString())
                .add("iat", now.getEpochSecond())
                .add("exp", now.plus(life).getEpochSecond())
                .add("tenant", tenant)
                .add("scope", scope)
                .add("groups", Json.createArrayBuilder(List.of(scope.split(" +", -1))));
        return (access == null ? claims : claims.add("ds_access", Access.read(access))).build();
    }

    private static PrivateKey key(Path file) throws GeneralSecurityException {
        try {
            String base64 = Files.readString(file).replaceAll("-----[A-Z ]+-----|\\s", "");
            return KeyFactory.getInstance("EC")
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64)));
        } catch (IOException e) {
            throw new UsageException("no key at " + file
                    + "; start the server once with QUERYBATCH_DEV=true, or name its home with --home");
        }
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
