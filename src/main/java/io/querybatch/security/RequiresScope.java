package io.querybatch.security;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Opens a resource, or one method of it, to callers with one of these scopes, of which the first is the usual one; with none named,
 * to every valid token. A resource method without it is closed to everybody.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface RequiresScope {

    Scope[] value() default {};
}
