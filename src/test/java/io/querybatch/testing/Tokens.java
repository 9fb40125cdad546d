package io.querybatch.testing;

import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.RSAKeyGenParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Makes tokens, good ones and every kind of bad one. */
public final class Tokens {

    private final KeyPair keys;

    private Tokens(KeyPair keys) {
        this.keys = keys;
    }

    /** Tokens of a key pair of their own, for ES256. */
    public static Tokens fresh() {
        return fresh("EC", new ECGenParameterSpec("secp256r1"));
    }

    /** Tokens of a key pair of their own, for RS256. */
    public static Tokens freshRsa() {
        return fresh("RSA", new RSAKeyGenParameterSpec(2048, RSAKeyGenParameterSpec.F4));
    }

    private static Tokens fresh(String algorithm, AlgorithmParameterSpec parameters) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(parameters);
            return new Tokens(generator.generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The public key as a server reads it. */
    public String publicKeyPem() {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(keys.getPublic().getEncoded());
        return "-----BEGIN PUBLIC KEY-----\n" + base64 + "\n-----END PUBLIC KEY-----\n";
    }

    /** The public key as an entry of a key set (RFC 7517 §4, RFC 7518 §6). */
    public String publicJwk(String kid) {
        JsonObjectBuilder jwk = Json.createObjectBuilder().add("kid", kid).add("use", "sig");
        if (keys.getPublic() instanceof RSAPublicKey rsa) {
            jwk.add("kty", "RSA")
                    .add("n", unsigned(rsa.getModulus(), 256))
                    .add("e", unsigned(rsa.getPublicExponent(), 3));
        } else {
            ECPoint point = ((ECPublicKey) keys.getPublic()).getW();
            jwk.add("kty", "EC").add("crv", "P-256");
            jwk.add("x", unsigned(point.getAffineX(), 32)).add("y", unsigned(point.getAffineY(), 32));
        }
        return jwk.build().toString();
    }

    /** Big-endian, without a sign, in so many bytes. */
    private static String unsigned(BigInteger number, int length) {
        byte[] signed = number.toByteArray();
        byte[] bytes = new byte[length];
        int sign = Math.max(0, signed.length - length);
        System.arraycopy(signed, sign, bytes, length - signed.length + sign, signed.length - sign);
        return Builder.encode(bytes);
    }

    /** The public key as it is in a certificate or a PEM file. */
    public byte[] publicKey() {
        return keys.getPublic().getEncoded();
    }

    /** Three parts, the last of which is right for the others, whatever they are. */
    public String sign(byte[] header, byte[] claims) {
        String content = Builder.encode(header) + "." + Builder.encode(claims);
        return content + "." + Builder.encode(signature(keys.getPrivate(), content));
    }

    private static byte[] signature(PrivateKey key, String content) {
        try {
            boolean rsa = key.getAlgorithm().equals("RSA");
            Signature signature = Signature.getInstance(rsa ? "SHA256withRSA" : "SHA256withECDSAinP1363Format");
            signature.initSign(key);
            signature.update(content.getBytes(StandardCharsets.US_ASCII));
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A token that is good for everything but administration; change it before {@link Builder#sign()}. */
    public Builder token() {
        long now = Instant.now().getEpochSecond();
        return new Builder(keys.getPrivate())
                .claim("iss", Json.createValue("querybatch"))
                .claim("aud", Json.createValue("querybatch"))
                .claim("sub", Json.createValue("tester"))
                .claim("jti", Json.createValue(UUID.randomUUID().toString()))
                .claim("iat", Json.createValue(now))
                .claim("exp", Json.createValue(now + 3600))
                .claim("tenant", Json.createValue("acme"))
                .claim("scope", Json.createValue("ds_queries_run ds_accounts_read"));
    }

    /** A token in the making. */
    public static final class Builder {

        private final PrivateKey key;
        private final Map<String, JsonValue> claims = new LinkedHashMap<>();
        private String header;

        private Builder(PrivateKey key) {
            this.key = key;
            this.header = "{\"alg\":\"" + (isRsa() ? "RS256" : "ES256") + "\",\"typ\":\"JWT\"}";
        }

        private boolean isRsa() {
            return key.getAlgorithm().equals("RSA");
        }

        public Builder claim(String name, JsonValue value) {
            claims.put(name, value);
            return this;
        }

        public Builder claim(String name, String value) {
            return claim(name, Json.createValue(value));
        }

        public Builder claim(String name, long value) {
            return claim(name, Json.createValue(value));
        }

        public Builder without(String name) {
            claims.remove(name);
            return this;
        }

        public Builder tenant(String tenant) {
            return claim("tenant", tenant);
        }

        /** Names the key, among several. */
        public Builder kid(String kid) {
            header = "{\"alg\":\"" + (isRsa() ? "RS256" : "ES256") + "\",\"typ\":\"JWT\",\"kid\":\"" + kid + "\"}";
            return this;
        }

        /** The header as it is to be, whatever it says. */
        public Builder header(String json) {
            header = json;
            return this;
        }

        public String sign() {
            return content() + "." + encode(signature(key, content()));
        }

        /** With another signature, whatever it is. */
        public String signed(byte[] signature) {
            return content() + "." + encode(signature);
        }

        /** Claims to need no signature. */
        public String unsigned() {
            header = "{\"alg\":\"none\",\"typ\":\"JWT\"}";
            return content() + ".";
        }

        /** Signed with the public key's text as a shared secret, the classic confusion of algorithms. */
        public String signedWithSecret(String secret) {
            return signedWithSecret(256, secret.getBytes(StandardCharsets.UTF_8));
        }

        /** The same for the algorithm with a hash of so many bits. */
        public String signedWithSecret(int bits, byte[] secret) {
            header = "{\"alg\":\"HS" + bits + "\",\"typ\":\"JWT\"}";
            try {
                Mac mac = Mac.getInstance("HmacSHA" + bits);
                mac.init(new SecretKeySpec(secret, "HmacSHA" + bits));
                return content() + "." + encode(mac.doFinal(content().getBytes(StandardCharsets.US_ASCII)));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        private String content() {
            JsonObjectBuilder json = Json.createObjectBuilder();
            claims.forEach(json::add);
            return encode(header.getBytes(StandardCharsets.UTF_8)) + "."
                    + encode(json.build().toString().getBytes(StandardCharsets.UTF_8));
        }

        private static String encode(byte[] bytes) {
            return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        }
    }
}
