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
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Prints a token for a server in development mode (QUERYBATCH_DEV=true), signed with the key that the server made.
 *
 * <pre>java server-config/DevToken.java --tenant acme --scope "ds_queries_run ds_accounts_read"</pre>
 */
public final class DevToken {

    private static final int USAGE = 2;
    private static final String HELP = """
            Usage: java server-config/DevToken.java [options]
              --tenant NAME       tenant the token is for (default acme)
              --scope "A B"       scopes (default "ds_queries_run ds_accounts_read")
              --ds-access JSON    accounts by data source, e.g. {"FLIGHTS":["ORD"],"WEATHER":["*"]} (default: all)
              --subject NAME      who (default dev)
              --ttl DURATION      how long it is good for (default PT8H)
              --issuer NAME, --audience NAME   (default querybatch)
              --home DIR          QUERYBATCH_HOME of the server (default: the variable, else ~/.querybatch)""";
    private static final List<String> OPTIONS =
            List.of("--tenant", "--scope", "--ds-access", "--subject", "--ttl", "--issuer", "--audience", "--home");

    private DevToken() {}

    /** Prints the token, or says on standard error what is wrong and ends with code 2. */
    public static void main(String[] args) {
        try {
            if (List.of(args).contains("--help")) {
                System.out.println(HELP);
                return;
            }
            System.out.println(token(options(args)));
        } catch (IllegalArgumentException e) {
            System.err.println("DevToken: " + e.getMessage());
            System.exit(USAGE);
        }
    }

    private static Map<String, String> options(String[] args) {
        Map<String, String> options = new HashMap<>();
        for (int i = 0; i < args.length; i += 2) {
            if (!OPTIONS.contains(args[i]) || i + 1 == args.length) {
                throw new IllegalArgumentException("cannot read " + args[i] + "\n" + HELP);
            }
            options.put(args[i], args[i + 1]);
        }
        return options;
    }

    private static String token(Map<String, String> options) {
        String header = "{\"alg\":\"ES256\",\"typ\":\"JWT\"}";
        String content = encode(header.getBytes(StandardCharsets.UTF_8)) + "."
                + encode(claims(options).getBytes(StandardCharsets.UTF_8));
        try {
            Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initSign(key(options));
            signature.update(content.getBytes(StandardCharsets.US_ASCII));
            return content + "." + encode(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("the key cannot sign: " + e.getMessage());
        }
    }

    private static String claims(Map<String, String> options) {
        long now = Instant.now().getEpochSecond();
        String scope = options.getOrDefault("--scope", "ds_queries_run ds_accounts_read");
        String groups = Stream.of(scope.split(" +", -1)).map(DevToken::quote).collect(Collectors.joining(","));
        String access = options.get("--ds-access");
        if (access != null && !(access.strip().startsWith("{") && access.strip().endsWith("}"))) {
            throw new IllegalArgumentException("--ds-access must be a JSON object such as {\"FLIGHTS\":[\"ORD\"]}");
        }
        return "{\"iss\":" + quote(options.getOrDefault("--issuer", "querybatch"))
                + ",\"aud\":" + quote(options.getOrDefault("--audience", "querybatch"))
                + ",\"sub\":" + quote(options.getOrDefault("--subject", "dev"))
                + ",\"jti\":" + quote(UUID.randomUUID().toString())
                + ",\"iat\":" + now
                + ",\"exp\":" + (now + ttl(options).toSeconds())
                + ",\"tenant\":" + quote(options.getOrDefault("--tenant", "acme"))
                + ",\"scope\":" + quote(scope)
                + ",\"groups\":[" + groups + "]"
                + (access == null ? "" : ",\"ds_access\":" + access.strip())
                + "}";
    }

    private static Duration ttl(Map<String, String> options) {
        String text = options.getOrDefault("--ttl", "PT8H");
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("--ttl: " + text + " is not a duration such as PT8H");
        }
    }

    private static PrivateKey key(Map<String, String> options) throws GeneralSecurityException {
        String variable = System.getenv("QUERYBATCH_HOME");
        String standard = variable == null ? System.getProperty("user.home") + "/.querybatch" : variable;
        Path file = Path.of(options.getOrDefault("--home", standard), "keys", "dev-private.pem");
        try {
            String base64 = Files.readString(file).replaceAll("-----[A-Z ]+-----|\\s", "");
            return KeyFactory.getInstance("EC")
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64)));
        } catch (IOException e) {
            throw new IllegalArgumentException("no key at " + file
                    + "; start the server once with QUERYBATCH_DEV=true, or name its home with --home");
        }
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String quote(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.chars()
                .forEach(c -> quoted.append(
                        c < ' ' || c == '"' || c == '\\' ? "\\u%04x".formatted(c) : String.valueOf((char) c)));
        return quoted.append('"').toString();
    }
}
