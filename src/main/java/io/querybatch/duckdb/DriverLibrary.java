package io.querybatch.duckdb;

import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;

/**
 * DuckDB's driver, and what of it is no JDBC.
 *
 * <p>Its native library keeps the classes that it was loaded with (global references of JNI), so that their class loader never
 * goes. Were it the application's, each redeployment would leave an application behind: hence a class loader that all of a JVM
 * share ({@link SharedLoader}). Where the application does not carry the driver in that way, as in tests, it is on the class path.
 *
 * @param driver of JDBC
 * @param duplicate a connection of another
 * @param appender of rows
 */
record DriverLibrary(Driver driver, MethodHandle duplicate, AppenderCalls appender) {

    /** Loaded when it is first used. */
    private static final class Loaded {

        private static final DriverLibrary LIBRARY = load();
    }

    /** Fails each time if it failed the first time, as on a system that DuckDB was not built for. */
    static DriverLibrary current() throws SQLException {
        try {
            return Loaded.LIBRARY;
        } catch (LinkageError e) {
            throw new SQLException("DuckDB's driver cannot be loaded", e);
        }
    }

    private static DriverLibrary load() {
        try {
            return of(SharedLoader.ofCarried(DriverLibrary.class.getClassLoader())
                    .orElse(DriverLibrary.class.getClassLoader()));
        } catch (IOException | ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    static DriverLibrary of(ClassLoader loader) throws ReflectiveOperationException {
        Class<?> driver = Class.forName("org.duckdb.DuckDBDriver", false, loader);
        MethodHandle make = MethodHandles.publicLookup().findConstructor(driver, MethodType.methodType(void.class));
        Driver made = (Driver) Unbound.call(make);
        startTimer(driver);
        Class<?> connection = loader.loadClass("org.duckdb.DuckDBConnection");
        MethodHandle duplicate = MethodHandles.publicLookup().unreflect(connection.getMethod("duplicate"));
        return new DriverLibrary(
                made,
                duplicate.asType(MethodType.methodType(Connection.class, Connection.class)),
                AppenderCalls.of(loader));
    }

    /** The thread for time limits of statements would else be started by the first statement that has one. */
    private static void startTimer(Class<?> driver) throws ReflectiveOperationException {
        Object timer = MethodHandles.privateLookupIn(driver, MethodHandles.lookup())
                .findStaticVarHandle(driver, "scheduler", ScheduledThreadPoolExecutor.class)
                .get();
        MethodHandle start = MethodHandles.publicLookup()
                .findVirtual(ThreadPoolExecutor.class, "prestartAllCoreThreads", MethodType.methodType(int.class));
        Unbound.call(start.bindTo(timer));
    }
}
