package io.querybatch.testing;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/**
 * Something else for a server to do: an application whose requests wait for each other, so that each has a thread. Idle threads of
 * WildFly remember the last request they served, with its application.
 */
@WebServlet({OtherWork.ALONE, OtherWork.TOGETHER})
public class OtherWork extends HttpServlet {

    /** By which a server is asked whether an application is there. */
    static final String ALONE = "/openapi";

    static final String TOGETHER = "/together";

    private static final long serialVersionUID = 1;
    private static final int THREADS = 32;
    private static final int SECONDS = 30;

    private final transient CyclicBarrier everybody = new CyclicBarrier(THREADS);

    /** The application, to be deployed under that name. */
    public static WebArchive war(String name) {
        return ShrinkWrap.create(WebArchive.class, name).addClass(OtherWork.class);
    }

    /** Gives so many threads of the server something to do at the same time; {@code root}: URL of the application. */
    public static void forAllThreads(URI root) {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(root + TOGETHER)).build();
        List<CompletableFuture<HttpResponse<String>>> answers = Stream.generate(
                        () -> client.sendAsync(request, HttpResponse.BodyHandlers.ofString()))
                .limit(THREADS)
                .toList();
        assertThat(answers)
                .allSatisfy(answer -> assertThat(answer.join().body()).isEqualTo("done"));
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        try {
            if (request.getServletPath().equals(TOGETHER)) {
                everybody.await(SECONDS, TimeUnit.SECONDS);
            }
        } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
            throw new ServletException(e);
        }
        response.getWriter().write("done");
    }
}
