package io.querybatch.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.testing.Api;
import io.querybatch.testing.Browser;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInfo;

/**
 * Views of the console in a real browser: a class has a server of its own, each of its tests signs in as somebody new, and the
 * page must not have complained of anything that was not expected. The store makes no difference.
 */
@Tag("h2")
abstract class AtLocalConsole {

    static final Duration LONGEST = Duration.ofMinutes(1);

    /** One class runs after the other. */
    static LocalConsole console;

    static Browser browser;

    /** Parts of what the page is going to complain of. */
    final List<String> expected = new ArrayList<>();

    String tenant;
    Api api;

    @BeforeAll
    static void start(TestInfo test) throws IOException {
        console = LocalConsole.start(test.getTestClass().orElseThrow().getSimpleName());
        browser = console.browser();
    }

    @AfterAll
    static void end() {
        if (console != null) {
            console.close();
            console = null;
        }
    }

    @BeforeEach
    void signInAsSomebodyNew() {
        tenant = "tenant-" + UUID.randomUUID();
        api = console.api(tenant);
        console.signIn(tenant);
    }

    @AfterEach
    void nothingWasWrongWithThePage() {
        assertThat(console.complaints(expected)).isEmpty();
    }
}
