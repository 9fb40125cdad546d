package io.querybatch.client;

import java.time.Duration;

/** Lets time pass; tests do not. */
@FunctionalInterface
interface Pause {

    /** Returns after that time. */
    void of(Duration time) throws InterruptedException;
}
