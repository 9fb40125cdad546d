package io.querybatch.launcher;

import io.querybatch.launcher.Preflight.Listener;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Asks the application itself whether it has started: the server listens even when the deployment has failed. */
final class Readiness {

    private static final int TIMEOUT_MILLIS = 10_000;

    private Readiness() {}

    static boolean isStarted(Listener listener) {
        try {
            HttpURLConnection connection = (HttpURLConnection)
                    URI.create(url(listener) + "health/started").toURL().openConnection();
            connection.setConnectTimeout(TIMEOUT_MILLIS);
            connection.setReadTimeout(TIMEOUT_MILLIS);
            String answer = new String(connection.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            // With nothing deployed the server answers UP as well, but knows no check.
            return connection.getResponseCode() == HttpURLConnection.HTTP_OK && answer.contains("querybatch-started");
        } catch (IOException e) {
            return false;
        }
    }

    /** The server's address for people on this machine. */
    static String url(Listener listener) {
        String host = listener.address().equals("0.0.0.0") ? "127.0.0.1" : listener.address();
        return "http://" + host + ":" + listener.port() + "/";
    }
}
