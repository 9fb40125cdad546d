package io.querybatch.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.testing.Poll;
import java.io.File;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.hibernate.SessionFactory;
import org.hibernate.boot.MetadataSources;
import org.hibernate.boot.registry.StandardServiceRegistry;
import org.hibernate.boot.registry.StandardServiceRegistryBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An application that brings its own Hibernate, on a server that has the annotations. */
class HibernateAnnotationsTest {

    private static final String ENTITY = "io.querybatch.batches.jpa.BatchEntity";

    /** What a server shows of itself. */
    private static final class Server extends ClassLoader {

        Server() {
            super(ClassLoader.getPlatformClassLoader());
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (name.startsWith("jakarta.")) {
                return HibernateAnnotationsTest.class.getClassLoader().loadClass(name);
            }
            throw new ClassNotFoundException(name);
        }
    }

    /** What happens in the application. */
    public static final class Application {

        private Application() {}

        /** Reads the entities as Hibernate does when it starts. */
        public static void run(boolean forgets) throws ClassNotFoundException {
            try (StandardServiceRegistry services = new StandardServiceRegistryBuilder()
                            .applySetting("hibernate.boot.allow_jdbc_metadata_access", "false")
                            .applySetting("hibernate.dialect", "org.hibernate.dialect.H2Dialect")
                            .build();
                    SessionFactory factory = new MetadataSources(services)
                            .addAnnotatedClass(Class.forName(ENTITY))
                            .buildMetadata()
                            .buildSessionFactory()) {
                if (forgets) {
                    HibernateAnnotations.forget(factory.getMetamodel().getManagedTypes());
                }
            }
        }
    }

    private static WeakReference<ClassLoader> ended(boolean forgets) throws Exception {
        List<URL> path = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            path.add(Path.of(entry).toUri().toURL());
        }
        Thread thread = Thread.currentThread();
        ClassLoader context = thread.getContextClassLoader();
        try (URLClassLoader application = new URLClassLoader(path.toArray(URL[]::new), new Server())) {
            thread.setContextClassLoader(application);
            application
                    .loadClass(Application.class.getName())
                    .getMethod("run", boolean.class)
                    .invoke(null, forgets);
            return new WeakReference<>(application);
        } finally {
            thread.setContextClassLoader(context);
        }
    }

    private static boolean isCollected(WeakReference<ClassLoader> application, Duration longest) {
        return Poll.within(longest, () -> {
            System.gc();
            return application.get() == null;
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void anApplicationThatForgetsThemCanGo(int time) throws Exception {
        assertThat(isCollected(ended(true), Duration.ofMinutes(1)))
                .as("the application of time " + time)
                .isTrue();
    }

    /** Hibernate 6.6; when this fails, {@link HibernateAnnotations} may go. */
    @Test
    void oneThatDoesNotStays() throws Exception {
        assertThat(isCollected(ended(false), Duration.ofSeconds(3))).isFalse();
    }
}
