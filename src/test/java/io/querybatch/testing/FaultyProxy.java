package io.querybatch.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** A TCP proxy in front of a server on this machine that fails on demand. */
public final class FaultyProxy implements AutoCloseable {

    private static final int BUFFER = 4_096;

    private final int target;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    /** Bytes from the server that may still pass before every connection is cut. */
    private final AtomicLong allowance = new AtomicLong(Long.MAX_VALUE);

    private volatile boolean silent;
    private volatile int port;
    private ServerSocket listener;
    private Thread acceptor;

    private FaultyProxy(int target) {
        this.target = target;
    }

    /** A proxy for a port; it does nothing wrong before it is told to. */
    public static FaultyProxy before(int target) {
        FaultyProxy proxy = new FaultyProxy(target);
        proxy.heal();
        return proxy;
    }

    public int port() {
        return port;
    }

    /** Cuts every connection after so many more bytes from the server. */
    public void cutAfter(long bytes) {
        allowance.set(bytes);
    }

    /** Keeps every connection open and accepts new ones, but lets nothing through in either direction. */
    public void fallSilent() {
        silent = true;
    }

    /** Cuts every connection and refuses new ones. */
    public void refuse() {
        close();
    }

    /** Works as it should again, for new connections. */
    public void heal() {
        close();
        silent = false;
        allowance.set(Long.MAX_VALUE);
        try {
            ServerSocket fresh = new ServerSocket();
            fresh.setReuseAddress(true);
            fresh.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            port = fresh.getLocalPort();
            listener = fresh;
            acceptor = start(() -> accept(fresh));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept(ServerSocket from) {
        try {
            while (!from.isClosed()) {
                connect(from.accept());
            }
        } catch (IOException e) {
            close(from);
        }
    }

    /** A server that is down is one that hangs up. */
    private void connect(Socket client) {
        try {
            Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
            sockets.add(client);
            sockets.add(server);
            start(() -> copy(client, server, new AtomicLong(Long.MAX_VALUE)));
            start(() -> copy(server, client, allowance));
        } catch (IOException e) {
            close(client);
        }
    }

    private void copy(Socket from, Socket to, AtomicLong allowed) {
        byte[] buffer = new byte[BUFFER];
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            int read = in.read(buffer);
            while (read >= 0 && allowed.addAndGet(-read) >= 0) {
                if (!silent) {
                    out.write(buffer, 0, read);
                }
                read = in.read(buffer);
            }
        } catch (IOException e) {
            close(from);
        }
    }

    private static Thread start(Runnable task) {
        Thread thread = new Thread(task, "faulty proxy");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void close(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        if (listener != null) {
            close(listener);
            // The port is free, and no connection still on its way in, when the thread has left.
            join(acceptor);
        }
        sockets.forEach(FaultyProxy::close);
        sockets.clear();
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
