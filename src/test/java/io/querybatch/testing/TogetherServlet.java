package io.querybatch.testing;

import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Has requests wait for each other, so that each has a thread; on a server without the libraries of the tests. */
@WebServlet({TogetherServlet.ALONE, TogetherServlet.TOGETHER})
public class TogetherServlet extends HttpServlet {

    /** Answers at once: by it a server is asked whether an application is there. */
    static final String ALONE = "/openapi";

    static final String TOGETHER = "/together";

    /** So many wait for each other. */
    static final int REQUESTS = 32;

    private static final long serialVersionUID = 1;
    private static final int SECONDS = 30;

    private final transient CyclicBarrier everybody = new CyclicBarrier(REQUESTS);

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
