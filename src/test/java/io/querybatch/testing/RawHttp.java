package io.querybatch.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Sends what no decent client would: the bytes as they are, on a connection of their own. */
public final class RawHttp {

    private static final int PATIENCE_MILLIS = 30_000;

    private final String host;
    private final int port;

    /** Calls the server of an address; its path does not matter. */
    public RawHttp(URI server) {
        this.host = server.getHost();
        this.port = server.getPort();
    }

    /**
     * An answer.
     *
     * @param status 0: the server ended the connection without one
     * @param headers by their names in lower case; of several of one name the last
     */
    public record Answer(int status, Map<String, String> headers, String body) {

        public String header(String name) {
            return headers.get(name.toLowerCase(Locale.ROOT));
        }
    }

    /** The value of the header {@code Host}. */
    public String authority() {
        return host + ":" + port;
    }

    /** Sends the head of a request, whose lines need no ends, without a body. */
    public Answer head(String... lines) {
        return send(String.join("\r\n", lines) + "\r\n\r\n");
    }

    /** Sends a request, one byte for each character, and reads one answer. */
    public Answer send(String request) {
        try (Connection connection = connect()) {
            return connection.send(request);
        }
    }

    /** A connection for more than one request. */
    public Connection connect() {
        try {
            Socket socket = new Socket(host, port);
            socket.setSoTimeout(PATIENCE_MILLIS);
            return new Connection(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stays open until it is closed, or the server ends it. */
    public static final class Connection implements AutoCloseable {

        private final Socket socket;

        private Connection(Socket socket) {
            this.socket = socket;
        }

        /** Sends a request, one byte for each character, and reads one answer. */
        public Answer send(String request) {
            try {
                OutputStream out = socket.getOutputStream();
                out.write(request.getBytes(StandardCharsets.ISO_8859_1));
                out.flush();
            } catch (IOException e) {
                // It has heard enough; there may be an answer all the same.
            }
            try {
                return read(socket.getInputStream());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** The same, and says that nothing more will be sent. */
        public Answer sendLast(String request) {
            try {
                socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
                socket.shutdownOutput();
                return read(socket.getInputStream());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** What else the server says until it ends the connection; null if it does not end it. */
        public String rest() {
            try {
                return text(socket.getInputStream().readAllBytes());
            } catch (SocketTimeoutException e) {
                return null;
            } catch (IOException e) {
                return "";
            }
        }

        @Override
        public void close() {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static Answer read(InputStream in) {
        Map<String, String> headers = new TreeMap<>();
        try {
            String first = line(in);
            if (first == null || !first.startsWith("HTTP/1.")) {
                return new Answer(0, headers, String.valueOf(first));
            }
            for (String line = line(in); line != null && !line.isEmpty(); line = line(in)) {
                int colon = line.indexOf(':');
                headers.put(
                        line.substring(0, colon).toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
            int status = Integer.parseInt(first.split(" ", 3)[1]);
            // "100 Continue" comes before the answer.
            return status == 100 ? read(in) : new Answer(status, headers, body(in, headers));
        } catch (IOException e) {
            return new Answer(0, headers, String.valueOf(e.getMessage()));
        }
    }

    private static String body(InputStream in, Map<String, String> headers) throws IOException {
        if (headers.containsKey("content-length")) {
            return text(in.readNBytes(Integer.parseInt(headers.get("content-length"))));
        }
        if (!"chunked".equals(headers.get("transfer-encoding"))) {
            return text(in.readAllBytes());
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int size = chunk(in); size > 0; size = chunk(in)) {
            all.write(in.readNBytes(size));
            line(in);
        }
        // The empty line behind the last chunk: another answer may follow.
        line(in);
        return text(all.toByteArray());
    }

    private static int chunk(InputStream in) throws IOException {
        String line = line(in);
        return line == null ? 0 : Integer.parseInt(line.strip(), 16);
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                return line.size() == 0 ? null : text(line.toByteArray());
            }
            if (next != '\r') {
                line.write(next);
            }
        }
        return text(line.toByteArray());
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
