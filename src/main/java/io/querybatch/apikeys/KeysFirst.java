package io.querybatch.apikeys;

import jakarta.enterprise.util.AnnotationLiteral;
import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A mechanism that API keys are kept from; see {@link KeysFirstInterceptor}. */
@InterceptorBinding
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@interface KeysFirst {

    /** The annotation itself. */
    @SuppressWarnings("ClassExplicitlyAnnotation") // As CDI wants it.
    final class Literal extends AnnotationLiteral<KeysFirst> implements KeysFirst {

        static final Literal INSTANCE = new Literal();

        private static final long serialVersionUID = 1L;
    }
}
