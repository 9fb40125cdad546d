package io.querybatch.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Asks the server, with the token. What is lost on the way, and what the server is too busy for, is sent again, if it may be;
 * not for ever.
 */
final class Connection {

    private static final int TRIES = 10;

    /** Where nobody has answered yet, the address is wrong more often than the server is starting. */
    private static final int FIRST_TRIES = 2;

    private static final Duration SHORTEST = Duration.ofMillis(250);
    private static final Duration LONGEST = Duration.ofSeconds(30);

    /** Who is told to come again later than that tells his caller instead. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** The server has done nothing, and says so. */
    private static final int TOO_MANY_REQUESTS = 429;

    private static final int CONFLICT = 409;
    private static final int NOT_MODIFIED = 304;

    /** A proxy's or the server's own; it may have done something before. */
    private static final Set<Integer> PASSING = Set.of(502, 503, 504);

    /** Another one would be shown in the JDK's own complaint. */
    private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]+");

    private final HttpClient http;
    private final URI base;
    private final Supplier<String> token;
    private final Pause pause;
    private final Duration silence;
    private volatile boolean met;

    /**
     * {@code base} ends with a slash; {@code token} may give null; {@code silence} is how long nothing may come in the middle of
     * an answer.
     */
    Connection(HttpClient http, URI base, Supplier<String> token, Pause pause, Duration silence) {
        this.http = http;
        this.base = base;
        this.token = token;
        this.pause = pause;
        this.silence = silence;
    }

    /** What is made of an answer while it comes. What fails of one's own must not be an IOException: that is the network's. */
    @FunctionalInterface
    interface Reading<T> {

        T read(HttpResponse<?> answer, InputStream body) throws IOException;
    }

    /**
     * Asks, and reads the answer. A reading that is cut off is done again from the begin.
     *
     * @throws QuerybatchException if the server refuses
     * @throws ConnectionException if it cannot be reached
     */
    <T> T ask(Call call, Reading<T> reading) {
        boolean lost = false;
        for (int tries = 1; ; tries++) {
            Duration wait;
            try {
                HttpResponse<InputStream> answer = send(call);
                try (InputStream body = new ImpatientStream(answer.body(), silence)) {
                    if (answer.statusCode() < 300 || answer.statusCode() == NOT_MODIFIED) {
                        return reading.read(answer, body);
                    }
                    wait = againAfter(
                            call, answer, new String(body.readAllBytes(), StandardCharsets.UTF_8), tries, lost);
                }
            } catch (IOException e) {
                if (tries >= (met ? TRIES : FIRST_TRIES) || !call.repeatable()) {
                    throw ConnectionException.of(e);
                }
                lost = true;
                wait = growing(tries);
            }
            await(wait);
        }
    }

    /** How long to wait before the next try; throws if there is no use in one. */
    private static Duration againAfter(Call call, HttpResponse<?> answer, String refusal, int tries, boolean lost) {
        Duration wait = retryAfter(answer, tries);
        boolean useless = tries == TRIES || wait.compareTo(PATIENCE) > 0;
        if (useless || !comesAgain(call, answer.statusCode(), lost)) {
            throw QuerybatchException.of(answer.statusCode(), refusal);
        }
        return wait;
    }

    private HttpResponse<InputStream> send(Call call) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(call.path()))
                .timeout(call.patience())
                .method(call.method(), call.body());
        call.headers().forEach(request::header);
        String bearer = token.get();
        if (bearer != null) {
            if (!TOKEN.matcher(bearer).matches()) {
                throw new IllegalArgumentException("the token has characters that no token has");
            }
            request.header("Authorization", "Bearer " + bearer);
        }
        try {
            HttpResponse<InputStream> answer = http.send(request.build(), BodyHandlers.ofInputStream());
            met = true;
            return answer;
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** A conflict after a loss: what was sent first is still being accepted. */
    private static boolean comesAgain(Call call, int status, boolean lost) {
        return status == TOO_MANY_REQUESTS
                || (call.repeatable() && (PASSING.contains(status) || (lost && status == CONFLICT)));
    }

    private static Duration retryAfter(HttpResponse<?> answer, int tries) {
        return answer.headers()
                .firstValue("Retry-After")
                .filter(text -> text.matches("\\d{1,6}"))
                .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
                .map(wanted -> wanted.compareTo(SHORTEST) < 0 ? SHORTEST : wanted)
                .orElseGet(() -> growing(tries));
    }

    /** A quarter of a second, then twice as long each time. */
    private static Duration growing(int tries) {
        Duration grown = SHORTEST.multipliedBy(1L << (tries - 1));
        return grown.compareTo(LONGEST) > 0 ? LONGEST : grown;
    }

    /** Waits before the next question of a series. */
    void await(Duration time) {
        try {
            pause.of(time);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("interrupted", e);
    }
}
