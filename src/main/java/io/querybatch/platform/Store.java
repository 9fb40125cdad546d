package io.querybatch.platform;

import jakarta.enterprise.util.AnnotationLiteral;
import jakarta.inject.Qualifier;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The data source of the store, among those that an application around this one may have. */
@Qualifier
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER})
@interface Store {

    /** The annotation itself. */
    @SuppressWarnings("ClassExplicitlyAnnotation") // As CDI wants it.
    final class Literal extends AnnotationLiteral<Store> implements Store {

        static final Literal INSTANCE = new Literal();

        private static final long serialVersionUID = 1;
    }
}
