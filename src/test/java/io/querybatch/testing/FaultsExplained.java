package io.querybatch.testing;

import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/** Adds to a failure that came of an unexpected error of the server what that wrote in its log; callers are told nothing of it. */
public final class FaultsExplained implements TestExecutionExceptionHandler {

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable thrown) throws Throwable {
        String message = String.valueOf(thrown.getMessage());
        Optional<String> fault =
                message.contains("INTERNAL_SERVER_ERROR") ? ServerUnderTest.lastFault() : Optional.empty();
        if (fault.isPresent()) {
            throw new AssertionError(message + "\nThe server's log says: " + fault.get(), thrown);
        }
        throw thrown;
    }
}
