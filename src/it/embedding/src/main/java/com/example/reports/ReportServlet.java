package com.example.reports;

import io.querybatch.embedding.Batches;
import io.querybatch.embedding.RefusedException;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.LocalDate;

/**
 * For people of the house who want a report now: {@code /reports?day=2026-01-31} submits it, {@code ?batch=} shows it, {@code ?cancel=}
 * stops it, {@code ?json=} asks something else.
 */
@WebServlet("/reports")
public class ReportServlet extends HttpServlet {

    private static final long serialVersionUID = 1;

    @Inject
    private transient NightlyReport nightly;

    @Inject
    private transient FinishedReports finished;

    @Inject
    private transient Batches batches;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("text/plain");
        response.setCharacterEncoding("UTF-8");
        try {
            response.getWriter().print(answer(request));
        } catch (RefusedException e) {
            response.setStatus(e.code().status());
            response.getWriter().print(e.code() + "\n" + e.description());
        }
    }

    private String answer(HttpServletRequest request) throws RefusedException {
        String day = request.getParameter("day");
        String batch = request.getParameter("batch");
        String cancel = request.getParameter("cancel");
        if (day != null) {
            return nightly.submit(LocalDate.parse(day));
        }
        if (batch != null) {
            return finished.of(batch).orElse("not yet");
        }
        if (cancel != null) {
            batches.cancel(NightlyReport.OURSELVES, cancel);
            return batches.status(NightlyReport.OURSELVES, cancel).outcome();
        }
        return batches.submit(NightlyReport.OURSELVES, request.getParameter("json"));
    }
}
