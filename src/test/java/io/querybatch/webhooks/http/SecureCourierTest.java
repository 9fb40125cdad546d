package io.querybatch.webhooks.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.testing.SettableClock;
import io.querybatch.webhooks.AddressRules;
import io.querybatch.webhooks.Networks;
import io.querybatch.webhooks.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.apache.hc.client5.http.DnsResolver;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls over TLS: the address is pinned, and still the certificate has to be that of the name. */
class SecureCourierTest {

    private static final char[] PASSWORD = "changeit".toCharArray();
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Reply REFUSED = Reply.none("There was no secure connection to the receiver.");

    /** A name service for which every name is this machine. */
    private static final DnsResolver HERE = new DnsResolver() {
        @Override
        public InetAddress[] resolve(String host) {
            return new InetAddress[] {InetAddress.getLoopbackAddress()};
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            throw new AssertionError("nobody asks");
        }
    };

    @TempDir
    private static Path folder;

    private static SSLContext identity;

    /** With the program that every JDK has: Java itself has no public way to make a certificate. */
    @BeforeAll
    static void makeACertificate() throws IOException, InterruptedException, GeneralSecurityException {
        Path file = folder.resolve("keys.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=hooks.example",
                        "-ext",
                        "SAN=dns:hooks.example",
                        "-validity",
                        "30",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        new String(PASSWORD))
                .redirectErrorStream(true)
                .start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(keytool.waitFor()).as(said).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, PASSWORD);
        }
        identity = context(keys);
    }

    private static SSLContext context(KeyStore keys) throws GeneralSecurityException {
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, PASSWORD);
        TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusted.init(keys);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
        return context;
    }

    private static Reply post(String host, SSLContext trust, int port) {
        AddressRules loopback = new AddressRules(Networks.parse("127.0.0.0/8"));
        SettableClock clock = new SettableClock(Instant.EPOCH);
        try (HttpCourier courier = new HttpCourier(new CheckedNames(loopback, HERE), trust, LONG, LONG, clock)) {
            return courier.post(URI.create("https://" + host + ":" + port + "/"), Map.of(), new byte[] {'1'});
        }
    }

    @Test
    void theCertificateIsThatOfTheNameAndFromSomebodyWhoIsTrusted() throws IOException {
        try (Receiver receiver = Receiver.startTls(identity, exchange -> Receiver.answer(exchange, 204))) {
            assertThat(post("hooks.example", identity, receiver.port()).status())
                    .isEqualTo(204);
            assertThat(receiver.calls().get(0).header("Host")).isEqualTo("hooks.example:" + receiver.port());

            assertThat(post("other.example", identity, receiver.port())).isEqualTo(REFUSED);
            assertThat(post("hooks.example", null, receiver.port())).isEqualTo(REFUSED);
            assertThat(receiver.calls()).hasSize(1);
        }
    }
}
