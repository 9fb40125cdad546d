package io.querybatch.platform;

/** The server cannot start; the message is one line for the operator and names the setting. */
public final class StartupException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** Under this system property the launcher of the uber-jar finds why the application did not start. */
    static final String REASON = "querybatch.startup.failure";

    public StartupException(String message) {
        this(message, null);
    }

    public StartupException(String message, Throwable cause) {
        super(message, cause);
        System.setProperty(REASON, message);
    }
}
