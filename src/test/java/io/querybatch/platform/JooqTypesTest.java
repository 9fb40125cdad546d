package io.querybatch.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.junit.jupiter.api.Test;

/** jOOQ in class loaders of its own, as if a server had just been started. */
class JooqTypesTest {

    /** Loaded while {@link SQLDataType} is initialised, when {@code Long} is not registered yet. */
    private static final String ON_THE_WAY = "org.jooq.impl.DefaultBinding$DefaultBooleanBinding";

    @Test
    void whoUsesJooqFirstWhileAnotherThreadDoesFindsNoTypes() throws Exception {
        try (FreshServer server = new FreshServer()) {
            CompletableFuture<Void> other = server.initialiseTypesInAnotherThread();
            server.awaitHalfway();
            assertThatThrownBy(server::makeField).rootCause().hasMessageContaining("java.lang.Long is not supported");
            server.goOn();
            other.get(1, TimeUnit.MINUTES);
        }
    }

    @Test
    void onceRegisteredTheyAreThereForEverybody() throws Exception {
        try (FreshServer server = new FreshServer()) {
            server.goOn();
            server.call(JooqTypes.class, "register");
            CompletableFuture<Void> other = server.initialiseTypesInAnotherThread();
            assertThatCode(server::makeField).doesNotThrowAnyException();
            other.get(1, TimeUnit.MINUTES);
            assertThat(server.wasHalfway()).isTrue();
        }
    }

    /** Loads jOOQ and ours anew, and stops on the way until it may go on. */
    private static final class FreshServer extends URLClassLoader {

        static {
            // Otherwise the JVM lets one thread load at a time.
            registerAsParallelCapable();
        }

        private final CountDownLatch halfway = new CountDownLatch(1);
        private final CountDownLatch mayGoOn = new CountDownLatch(1);

        FreshServer() {
            super(classPath(), ClassLoader.getPlatformClassLoader());
        }

        private static URL[] classPath() {
            return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                    .map(FreshServer::url)
                    .toArray(URL[]::new);
        }

        private static URL url(String path) {
            try {
                return Path.of(path).toUri().toURL();
            } catch (MalformedURLException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.equals(ON_THE_WAY)) {
                halfway.countDown();
                await(mayGoOn);
            }
            return super.loadClass(name, resolve);
        }

        void awaitHalfway() {
            await(halfway);
        }

        boolean wasHalfway() {
            return halfway.getCount() == 0;
        }

        void goOn() {
            mayGoOn.countDown();
        }

        private static void await(CountDownLatch latch) {
            try {
                assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        Class<?> type(Class<?> ofOurs) throws ClassNotFoundException {
            return loadClass(ofOurs.getName());
        }

        CompletableFuture<Void> initialiseTypesInAnotherThread() {
            return CompletableFuture.runAsync(() -> {
                try {
                    Class.forName(SQLDataType.class.getName(), true, this);
                } catch (ClassNotFoundException e) {
                    throw new IllegalStateException(e);
                }
            });
        }

        void call(Class<?> type, String method) throws ReflectiveOperationException {
            Method called = type(type).getDeclaredMethod(method);
            called.setAccessible(true);
            called.invoke(null);
        }

        /** What static fields of ours do. */
        void makeField() throws ReflectiveOperationException {
            try {
                type(DSL.class).getMethod("field", String.class, Class.class).invoke(null, "seq", Long.class);
            } catch (InvocationTargetException e) {
                throw new IllegalStateException(e.getCause());
            }
        }

        @Override
        public void close() throws IOException {
            goOn();
            super.close();
        }
    }
}
