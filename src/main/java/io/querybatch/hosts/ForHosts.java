package io.querybatch.hosts;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Host applications may rely on this type: its public members stay as they are, but for those that are {@link Internal}, from one
 * major version to the next. Everything without this mark may change at any time.
 */
@ForHosts(since = "0.1")
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface ForHosts {

    /** The first version that had it. */
    String since();
}
