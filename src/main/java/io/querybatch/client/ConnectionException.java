package io.querybatch.client;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import javax.net.ssl.SSLException;

/** The server cannot be reached, or was lost and did not come back in time. The message names no address. */
public final class ConnectionException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private ConnectionException(String message, Throwable cause) {
        super(message, cause);
    }

    /** With a reason for people. */
    public static ConnectionException of(IOException cause) {
        return new ConnectionException(reason(cause), cause);
    }

    private static String reason(IOException cause) {
        if (cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException) {
            return "the server cannot be reached";
        }
        if (cause instanceof HttpTimeoutException) {
            return "the server did not answer in time";
        }
        return cause instanceof SSLException
                ? "no secure connection: the certificate of the server is not trusted, or it speaks no TLS"
                : "the connection was lost";
    }
}
