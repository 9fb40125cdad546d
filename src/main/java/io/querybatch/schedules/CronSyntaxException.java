package io.querybatch.schedules;

/** A cron expression that cannot be read; the message is for people. */
final class CronSyntaxException extends RuntimeException {

    private static final long serialVersionUID = 1;

    CronSyntaxException(String message) {
        super(message);
    }
}
