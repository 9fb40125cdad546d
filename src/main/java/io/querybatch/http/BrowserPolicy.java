package io.querybatch.http;

import jakarta.servlet.http.HttpServletResponse;

/**
 * What browsers may do with an answer. The console may load its own modules, styles and pictures and ask this server, nothing
 * else; no string of a caller can become a script. Answers of the API are data: a result in HTML may load nothing at all.
 */
final class BrowserPolicy {

    private static final String DATA =
            "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final String CONSOLE = DATA
            + "; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'"
            + "; require-trusted-types-for 'script'; trusted-types 'none'";

    private BrowserPolicy() {}

    /** For everything, before it is known what it will be. */
    static void ofData(HttpServletResponse response) {
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("Content-Security-Policy", DATA);
    }

    /**
     * For the files of the console. Their names stay the same when the server is updated, so browsers ask each time whether
     * they have changed; the container answers that with 304.
     */
    static void ofConsole(HttpServletResponse response) {
        response.setHeader("Content-Security-Policy", CONSOLE);
        response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
        response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
        response.setHeader("Cache-Control", "no-cache");
    }
}
