package io.querybatch.duckdb;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodType;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Calls things that remember who called them, so that they do not remember this application: class loaders and threads keep the
 * callers' protection domains (until Java 24), threads also the context class loader of who starts them. The threads of the common
 * pool have neither, and no class of ours is on their stack.
 */
final class Unbound {

    private static final long PATIENCE_SECONDS = 2;

    private Unbound() {}

    /**
     * Calls it on another thread and waits.
     *
     * @param step without parameters, and of classes that do not belong to the application
     */
    static Object call(MethodHandle step) throws ReflectiveOperationException {
        // A future of the pool's own would be run by who waits for it.
        FutureTask<Object> task = new FutureTask<>(callable(step));
        ForkJoinPool.commonPool().execute(task);
        try {
            return finished(task);
        } catch (ExecutionException e) {
            throw new ReflectiveOperationException(e.getCause());
        }
    }

    /** Whoever is interrupted meanwhile is so afterwards: what is begun here is begun once for all. */
    private static Object finished(FutureTask<Object> task) throws ExecutionException {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return task.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (TimeoutException e) {
                    // A common pool without threads begins nothing: better to be remembered than to wait for ever.
                    task.run();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** The proxy is made by the context class loader, if there is one. */
    @SuppressWarnings("unchecked") // What it returns is anything.
    private static Callable<Object> callable(MethodHandle step) {
        Thread thread = Thread.currentThread();
        ClassLoader context = thread.getContextClassLoader();
        thread.setContextClassLoader(ClassLoader.getPlatformClassLoader());
        try {
            return MethodHandleProxies.asInterfaceInstance(
                    Callable.class, step.asType(MethodType.methodType(Object.class)));
        } finally {
            thread.setContextClassLoader(context);
        }
    }
}
