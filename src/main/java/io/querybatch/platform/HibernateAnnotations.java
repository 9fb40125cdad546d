package io.querybatch.platform;

import jakarta.persistence.metamodel.ManagedType;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What Hibernate remembers of annotations while it reads the entities, and never forgets: it is kept by the annotations' classes
 * ({@link ClassValue}), which are the server's, and so would keep Hibernate and with it the application.
 */
final class HibernateAnnotations {

    private static final Logger LOG = Logger.getLogger(HibernateAnnotations.class.getName());
    private static final String MEMORY = "org.hibernate.boot.model.internal.BinderHelper";

    private HibernateAnnotations() {}

    /** To be called when Hibernate has read them. */
    static void forget(Collection<ManagedType<?>> entities) {
        Set<Class<?>> annotations = entities.stream()
                .flatMap(entity -> elements(entity.getJavaType()))
                .flatMap(element -> Arrays.stream(element.getDeclaredAnnotations()))
                .map(Annotation::annotationType)
                .collect(Collectors.toUnmodifiableSet());
        try {
            for (ClassValue<?> memory : memories()) {
                annotations.forEach(memory::remove);
            }
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.log(Level.FINE, "this Hibernate remembers in another way", e);
        }
    }

    private static Stream<AnnotatedElement> elements(Class<?> entity) {
        return Stream.of(
                        Stream.of(entity),
                        Arrays.stream(entity.getDeclaredFields()),
                        Arrays.stream(entity.getDeclaredMethods()))
                .flatMap(elements -> elements);
    }

    private static List<ClassValue<?>> memories() throws ReflectiveOperationException {
        List<ClassValue<?>> found = new ArrayList<>();
        for (Field field : Class.forName(MEMORY).getDeclaredFields()) {
            if (Modifier.isStatic(field.getModifiers()) && field.getType() == ClassValue.class) {
                field.setAccessible(true);
                found.add((ClassValue<?>) field.get(null));
            }
        }
        return found;
    }
}
