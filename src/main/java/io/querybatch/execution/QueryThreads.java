package io.querybatch.execution;

import jakarta.inject.Qualifier;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The managed executor that queries run in: {@link #OWN}, or one of the server's. */
@Qualifier
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER})
public @interface QueryThreads {

    /** What the application defines for itself. */
    String OWN = "java:app/concurrent/queries";
}
