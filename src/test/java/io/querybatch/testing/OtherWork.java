package io.querybatch.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** Something else for the threads of a server to do: idle ones of WildFly remember the last request they served, with its application. */
public final class OtherWork {

    /** One for all, and a connection for each request: Payara Server keeps the streams of HTTP/2, half a megabyte for each time. */
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private OtherWork() {}

    /** The application, to be deployed under that name. */
    public static WebArchive war(String name) {
        return ShrinkWrap.create(WebArchive.class, name).addClass(TogetherServlet.class);
    }

    /** Gives so many threads of the server something to do at the same time; {@code root}: URL of the application. */
    public static void forAllThreads(URI root) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(root + TogetherServlet.TOGETHER))
                .build();
        List<CompletableFuture<HttpResponse<String>>> answers = Stream.generate(
                        () -> CLIENT.sendAsync(request, HttpResponse.BodyHandlers.ofString()))
                .limit(TogetherServlet.REQUESTS)
                .toList();
        assertThat(answers)
                .allSatisfy(answer -> assertThat(answer.join().body()).isEqualTo("done"));
    }
}
