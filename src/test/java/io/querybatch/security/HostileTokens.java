package io.querybatch.security;

import io.querybatch.testing.Tokens;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Tokens that nobody may come in with, by what is wrong with them (RFC 8725; the attacks on JWT libraries that became known).
 * Each is made of one that is good.
 */
final class HostileTokens {

    private static final String TYPE = "\"typ\":\"JWT\"";

    private final Tokens ours;
    private final Tokens theirs = Tokens.fresh();
    private final Map<String, String> tokens = new LinkedHashMap<>();
    private final long now;

    private HostileTokens(Tokens ours, long now) {
        this.ours = ours;
        this.now = now;
    }

    /** All of them, for a server that takes tokens of that key, ES256; {@code now} in seconds since 1970. */
    static Map<String, String> of(Tokens ours, long now) {
        HostileTokens hostile = new HostileTokens(ours, now);
        hostile.algorithms();
        hostile.keysInTheHeader();
        hostile.signatures();
        hostile.headers();
        hostile.issuersAndAudiences();
        hostile.dates();
        hostile.names();
        hostile.rights();
        hostile.forms();
        return hostile.tokens;
    }

    private void header(String name, String json) {
        tokens.put(name, ours.token().header(json).sign());
    }

    private void stolen(String name, String json) {
        tokens.put(name, theirs.token().header(json).sign());
    }

    private void claims(String name, UnaryOperator<Tokens.Builder> change) {
        tokens.put(name, change.apply(ours.token()).sign());
    }

    private void algorithms() {
        tokens.put("alg none, no signature", ours.token().unsigned());
        for (String none : List.of("none", "None", "NONE", "nOnE", "")) {
            header("alg '" + none + "', signed", "{\"alg\":\"" + none + "\"," + TYPE + "}");
        }
        for (int bits : List.of(256, 384, 512)) {
            tokens.put(
                    "HS" + bits + " with the public key in PEM",
                    secret(bits, ours.publicKeyPem().getBytes(StandardCharsets.US_ASCII)));
            tokens.put("HS" + bits + " with the public key in DER", secret(bits, ours.publicKey()));
            tokens.put("HS" + bits + " with a nought", secret(bits, new byte[1]));
        }
        for (String other : List.of(
                "ES384", "ES512", "ES256K", "PS256", "RS256", "RS1", "EdDSA", "es256", "ES256 ", "A128KW", "dir")) {
            header("alg " + other + " for a signature of ES256", "{\"alg\":\"" + other + "\"," + TYPE + "}");
        }
        header("no alg", "{" + TYPE + "}");
        header("alg null", "{\"alg\":null," + TYPE + "}");
        header("alg a number", "{\"alg\":256," + TYPE + "}");
        header("alg a list", "{\"alg\":[\"ES256\"]," + TYPE + "}");
        header("alg twice, none last", "{\"alg\":\"ES256\",\"alg\":\"none\"," + TYPE + "}");
    }

    private String secret(int bits, byte[] secret) {
        return ours.token().signedWithSecret(bits, secret);
    }

    private void keysInTheHeader() {
        String key = Base64.getEncoder().encodeToString(theirs.publicKey());
        stolen("another key", header(""));
        stolen("another key in jwk", header(",\"jwk\":" + jwk()));
        stolen("another key in x5c", header(",\"x5c\":[\"" + key + "\"]"));
        for (String member : List.of("jku", "x5u")) {
            for (String url : List.of(
                    "http://127.0.0.1:1/keys", "https://attacker.example/keys", "file:///etc/passwd", "data:,{}")) {
                stolen(member + " " + url, header(",\"" + member + "\":\"" + url + "\""));
            }
        }
        for (String kid : List.of(
                "../../../../dev/null",
                "/proc/self/environ",
                "' or '1'='1",
                "x' union select 'k",
                "|id",
                "${jndi:ldap://127.0.0.1:1/a}",
                "key\\u0000.pem")) {
            stolen("kid " + kid, header(",\"kid\":\"" + kid + "\""));
        }
    }

    private static String header(String more) {
        return "{\"alg\":\"ES256\"," + TYPE + more + "}";
    }

    /** Of nobody's key: points that are not looked at before the key is refused. */
    private static String jwk() {
        String zero = Base64.getUrlEncoder().withoutPadding().encodeToString(new byte[32]);
        return "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"" + zero + "\",\"y\":\"" + zero + "\"}";
    }

    private void signatures() {
        String good = ours.token().sign();
        String content = good.substring(0, good.lastIndexOf('.'));
        byte[] right = Base64.getUrlDecoder().decode(good.substring(good.lastIndexOf('.') + 1));
        byte[] flipped = right.clone();
        flipped[10] ^= 1;
        tokens.put("no signature", content + ".");
        tokens.put(
                "noughts, which some Java takes for any signature", ours.token().signed(new byte[64]));
        tokens.put("ones", ours.token().signed(bytes(64, 0xff)));
        tokens.put("one bit is another", content + "." + base64(flipped));
        tokens.put("half a signature", content + "." + base64(Arrays.copyOf(right, 32)));
        tokens.put("a signature and a byte", content + "." + base64(Arrays.copyOf(right, 65)));
        tokens.put(
                "the signature of another token",
                content + good(ours.token().claim("sub", "another").sign()));
        tokens.put("a claim changed after signing", changed(good));
        tokens.put("the last four letters are missing", good.substring(0, good.length() - 4));
    }

    private static String good(String token) {
        return token.substring(token.lastIndexOf('.'));
    }

    private String changed(String good) {
        String[] parts = good.split("\\.", -1);
        String claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
        return parts[0] + "."
                + base64(claims.replace("\"acme\"", "\"umbrella\"").getBytes(StandardCharsets.UTF_8)) + "." + parts[2];
    }

    private void headers() {
        header("an extension that must be understood", header(",\"crit\":[\"exp\"],\"exp\":1"));
        header("crit with nothing in it", header(",\"crit\":[]"));
        header("the payload is not encoded", header(",\"crit\":[\"b64\"],\"b64\":false"));
        header("no typ", "{\"alg\":\"ES256\"}");
        for (String type : List.of("JOSE", "dpop+jwt", "secevent+jwt", "")) {
            header("typ '" + type + "'", "{\"alg\":\"ES256\",\"typ\":\"" + type + "\"}");
        }
        header("the header is a list", "[\"ES256\"]");
        header("the header is a text", "\"ES256\"");
        header("the header is no JSON", "{\"alg\":\"ES256\"");
        header("the header is nothing", "");
    }

    private void issuersAndAudiences() {
        for (String issuer : List.of(
                "",
                "somebody",
                "querybatch ",
                " querybatch",
                "Querybatch",
                "querybatch/",
                "queryb\u0430tch",
                "querybatch\0")) {
            claims("issuer '" + issuer + "'", token -> token.claim("iss", issuer));
        }
        claims("no issuer", token -> token.without("iss"));
        claims(
                "a list of issuers",
                token -> token.claim(
                        "iss", Json.createArrayBuilder().add("querybatch").build()));
        for (String audience :
                List.of("", "another", "querybatch2", "query", "QUERYBATCH", "querybatch,another", "*")) {
            claims("audience '" + audience + "'", token -> token.claim("aud", audience));
        }
        claims("no audience", token -> token.without("aud"));
        claims("audience null", token -> token.claim("aud", JsonValue.NULL));
        claims("no audience in the list", token -> token.claim("aud", JsonValue.EMPTY_JSON_ARRAY));
        claims(
                "other audiences in the list",
                token -> token.claim(
                        "aud", Json.createArrayBuilder().add("a").add("b").build()));
    }

    private void dates() {
        claims("expired long ago", token -> token.claim("iat", now - 7200).claim("exp", now - 3600));
        claims(
                "expired just beyond the skew",
                token -> token.claim("iat", now - 3600).claim("exp", now - 45));
        claims("expires in 1970", token -> token.claim("iat", 0).claim("exp", 0));
        claims("expires before 1970", token -> token.claim("iat", -2).claim("exp", -1));
        claims("no expiry", token -> token.without("exp"));
        claims("expiry null", token -> token.claim("exp", JsonValue.NULL));
        claims("expiry a text", token -> token.claim("exp", "tomorrow"));
        claims("not yet valid", token -> token.claim("nbf", now + 3600));
        claims("valid from a text", token -> token.claim("nbf", "yesterday"));
        claims("valid from the end of time", token -> token.claim("nbf", Json.createValue(new BigDecimal("1e300"))));
        claims("issued tomorrow", token -> token.claim("iat", now + 86_400).claim("exp", now + 90_000));
    }

    private void names() {
        claims("no subject", token -> token.without("sub"));
        claims("an empty subject", token -> token.claim("sub", ""));
        claims("a subject of many letters", token -> token.claim("sub", "x".repeat(300)));
        claims("a subject of two lines", token -> token.claim("sub", "ann\nINFO all is well"));
        claims("an empty tenant", token -> token.claim("tenant", ""));
        claims("a blank tenant", token -> token.claim("tenant", "  "));
        claims("a tenant of many letters", token -> token.claim("tenant", "x".repeat(300)));
        claims("a tenant that is an object", token -> token.claim("tenant", JsonValue.EMPTY_JSON_OBJECT));
        claims(
                "a tenant that is a list",
                token -> token.claim(
                        "tenant", Json.createArrayBuilder().add("acme").build()));
        claims("a tenant of two lines", token -> token.claim("tenant", "acme\r\nX-Injected: 1"));
        claims("a tenant written backwards", token -> token.claim("tenant", "\u202Eemca"));
        claims("a tenant with nothing in it that one sees", token -> token.claim("tenant", "\u200B"));
    }

    private void rights() {
        claims("rights of a word", token -> token.claim("ds_access", "everything"));
        claims("rights of a number", token -> token.claim("ds_access", 1));
        claims("rights of yes", token -> token.claim("ds_access", JsonValue.TRUE));
        claims("rights of a list", token -> token.claim("ds_access", JsonValue.EMPTY_JSON_ARRAY));
        claims("accounts of a word", token -> token.claim("ds_access", accounts(Json.createValue("ORD"))));
        claims(
                "accounts of numbers",
                token -> token.claim(
                        "ds_access", accounts(Json.createArrayBuilder().add(1).build())));
        claims("rights that are JSON cut off", token -> token.claim("ds_access", "{\"FLIGHTS\":[\"ORD\""));
    }

    private static JsonObject accounts(JsonValue accounts) {
        return Json.createObjectBuilder().add("FLIGHTS", accounts).build();
    }

    private void forms() {
        String good = ours.token().sign();
        String[] parts = good.split("\\.", -1);
        byte[] header = "{\"alg\":\"ES256\",\"typ\":\"JWT\"}".getBytes(StandardCharsets.US_ASCII);
        tokens.put("one part", parts[0]);
        tokens.put("two parts", parts[0] + "." + parts[1]);
        tokens.put("four parts", good + ".x");
        tokens.put("five parts, as of an encrypted one", good + "..x");
        tokens.put("dots", "..");
        tokens.put("one dot", ".");
        tokens.put("words", "a.b.c");
        tokens.put("parts in another order", parts[1] + "." + parts[0] + "." + parts[2]);
        tokens.put("no header", "." + parts[1] + "." + parts[2]);
        tokens.put("no claims", parts[0] + ".." + parts[2]);
        tokens.put("letters that no base64 has", parts[0] + ".!" + parts[1] + "." + parts[2]);
        tokens.put("claims that are no JSON", ours.sign(header, "acme".getBytes(StandardCharsets.US_ASCII)));
        tokens.put("claims that are a list", ours.sign(header, "[]".getBytes(StandardCharsets.US_ASCII)));
        tokens.put("claims that are nothing", ours.sign(header, new byte[0]));
        tokens.put("claims that are no UTF-8", ours.sign(header, bytes(40, 0xc3)));
        tokens.put("claims in UTF-16", ours.sign(header, "{}".getBytes(StandardCharsets.UTF_16)));
        tokens.put(
                "claims a thousand deep",
                ours.sign(
                        header, ("{\"a\":".repeat(1000) + "1" + "}".repeat(1000)).getBytes(StandardCharsets.US_ASCII)));
    }

    private static byte[] bytes(int length, int value) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
