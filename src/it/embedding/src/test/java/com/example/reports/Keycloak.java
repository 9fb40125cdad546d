package com.example.reports;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.List;

/** Signs tokens as a realm of Keycloak does. */
final class Keycloak {

    static final String REALM = "https://keycloak.example/realms/sales";

    private final KeyPair keys;

    Keycloak() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            keys = generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    String publicKey() {
        String base64 = Base64.getEncoder().encodeToString(keys.getPublic().getEncoded());
        return "-----BEGIN PUBLIC KEY-----\n" + base64 + "\n-----END PUBLIC KEY-----\n";
    }

    /** A token of somebody with these roles. */
    String token(String user, String... roles) {
        long now = Instant.now().getEpochSecond();
        JsonObject claims = Json.createObjectBuilder()
                .add("iss", REALM)
                .add("aud", "querybatch")
                .add("sub", "5f0b3c1e-7b1e-4f57-9d4c-0a2f6f6f1a11")
                .add("preferred_username", user)
                .add("jti", "id-" + now)
                .add("iat", now)
                .add("exp", now + 600)
                .add("realm_access", Json.createObjectBuilder().add("roles", Json.createArrayBuilder(List.of(roles))))
                .build();
        return signed(part("{\"alg\":\"ES256\",\"typ\":\"JWT\"}") + "." + part(claims.toString()));
    }

    private static String part(String json) {
        return encode(json.getBytes(StandardCharsets.UTF_8));
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private String signed(String content) {
        try {
            Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initSign(keys.getPrivate());
            signature.update(content.getBytes(StandardCharsets.US_ASCII));
            return content + "." + encode(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
