package io.querybatch.http;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.servlet.ServletConnection;
import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Connections from which nothing more is taken. The server closes them, but what it has read of them already it would still serve,
 * without an answer (docs/servers.md).
 */
@ApplicationScoped
public class EndedConnections {

    /** What is in a buffer is served within moments, so the latest are enough. */
    private static final int KEPT = 20_000;

    private final Map<String, Boolean> ended = new LinkedHashMap<>() {

        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > KEPT;
        }
    };

    /** Takes nothing more from the connection of a request. */
    void end(HttpServletRequest request) {
        String id = id(request);
        if (id != null) {
            synchronized (ended) {
                ended.put(id, true);
            }
        }
    }

    /** Whether a request came after the end of its connection. */
    boolean isBehind(HttpServletRequest request) {
        String id = id(request);
        synchronized (ended) {
            return id != null && ended.containsKey(id);
        }
    }

    /** Null if the server does not tell. */
    private static String id(HttpServletRequest request) {
        ServletConnection connection = request.getServletConnection();
        return connection == null ? null : connection.getConnectionId();
    }
}
