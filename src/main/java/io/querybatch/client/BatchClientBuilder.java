package io.querybatch.client;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;

/** How a {@link BatchClient} is made. */
public final class BatchClientBuilder {

    private static final Duration CONNECT = Duration.ofSeconds(10);

    /** Redirects are not followed: the token goes to the server that was named and to no other. */
    private final HttpClient.Builder http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT);

    private final URI base;
    private Supplier<String> token = () -> null;
    private Consumer<String> answers = json -> {};
    private Duration silence = Duration.ofSeconds(60);
    private Pause pause = time -> Thread.sleep(time.toMillis());

    BatchClientBuilder(URI server) {
        boolean http = "http".equals(server.getScheme()) || "https".equals(server.getScheme());
        if (!http || server.getHost() == null || server.getUserInfo() != null || server.getQuery() != null) {
            throw new IllegalArgumentException("the server's address must be like https://reports.example/");
        }
        String address = server.toString();
        this.base = URI.create(address.endsWith("/") ? address : address + "/");
    }

    /** With this token. */
    public BatchClientBuilder token(String bearer) {
        return token(() -> bearer);
    }

    /** With the token that this gives at the time, for those that are renewed. */
    public BatchClientBuilder token(Supplier<String> bearer) {
        token = bearer;
        return this;
    }

    /** Trusts other authorities than the JDK does, or shows a certificate. */
    public BatchClientBuilder sslContext(SSLContext context) {
        http.sslContext(context);
        return this;
    }

    /** Shows every JSON answer of the server as it came. */
    public BatchClientBuilder onAnswer(Consumer<String> json) {
        answers = json;
        return this;
    }

    /** Waits in another way. */
    BatchClientBuilder pause(Pause other) {
        pause = other;
        return this;
    }

    /** Takes an answer that stops coming for lost after another time. */
    BatchClientBuilder silence(Duration longest) {
        silence = longest;
        return this;
    }

    /** Makes it; nothing is asked of the server yet. */
    public BatchClient build() {
        return new BatchClient(new Connection(http.build(), base, token, pause, silence), answers);
    }
}
