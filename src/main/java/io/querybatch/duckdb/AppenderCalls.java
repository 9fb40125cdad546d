package io.querybatch.duckdb;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.sql.Connection;
import java.time.LocalDate;
import java.time.LocalDateTime;

/** The methods of {@code DuckDBAppender} that are used here, which take it as an {@link AutoCloseable}. */
record AppenderCalls(
        MethodHandle create,
        MethodHandle beginRow,
        MethodHandle endRow,
        MethodHandle ofNull,
        MethodHandle ofLong,
        MethodHandle ofDouble,
        MethodHandle ofDate,
        MethodHandle ofTime,
        MethodHandle ofText) {

    static AppenderCalls of(ClassLoader loader) throws ReflectiveOperationException {
        Class<?> appender = loader.loadClass("org.duckdb.DuckDBAppender");
        Class<?> connection = loader.loadClass("org.duckdb.DuckDBConnection");
        MethodHandle create = MethodHandles.publicLookup()
                .findVirtual(connection, "createAppender", MethodType.methodType(appender, String.class, String.class));
        return new AppenderCalls(
                create.asType(MethodType.methodType(AutoCloseable.class, Connection.class, String.class, String.class)),
                call(appender, "beginRow"),
                call(appender, "endRow"),
                call(appender, "appendNull"),
                call(appender, "append", long.class),
                call(appender, "append", double.class),
                call(appender, "append", LocalDate.class),
                call(appender, "append", LocalDateTime.class),
                call(appender, "append", String.class));
    }

    /** Most of them return the appender; nobody needs it. */
    private static MethodHandle call(Class<?> appender, String name, Class<?>... value)
            throws ReflectiveOperationException {
        MethodHandle method = MethodHandles.publicLookup().unreflect(appender.getMethod(name, value));
        return method.asType(MethodType.methodType(void.class, value).insertParameterTypes(0, AutoCloseable.class));
    }
}
