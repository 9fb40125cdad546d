package io.querybatch.testing.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A TCP proxy before a PostgreSQL on this machine: tells a watch of every statement, and fails on demand. No encryption. */
public final class StatementProxy implements AutoCloseable {

    private static final int BACKLOG = 64;

    private final int target;
    private final StatementWatch watch;
    private final ServerSocket listener;
    private final Gate gate = new Gate();
    private final Set<Conversation> conversations = ConcurrentHashMap.newKeySet();

    private StatementProxy(int target, StatementWatch watch, ServerSocket listener) {
        this.target = target;
        this.watch = watch;
        this.listener = listener;
    }

    /** A proxy for a port of this machine, on a port of its own. */
    public static StatementProxy before(int target, StatementWatch watch) {
        try {
            ServerSocket listener = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
            StatementProxy proxy = new StatementProxy(target, watch, listener);
            start(proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** Lets nothing through in either direction and keeps every connection; what was sent meanwhile arrives late. */
    public void hold() {
        gate.shut();
    }

    /** Ends {@link #hold()}. */
    public void release() {
        gate.open();
    }

    /** Resets every connection; new ones are welcome. */
    public void reset() {
        conversations.forEach(Conversation::reset);
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                start(() -> converse(client));
            } catch (IOException e) {
                // Closed, or that client is gone already.
            }
        }
    }

    /** A server that is away is seen by its client as a connection that ends before it has begun. */
    private void converse(Socket client) {
        try (client;
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target)) {
            Conversation conversation = new Conversation(client, server, gate, watch);
            conversations.add(conversation);
            start(conversation::forwardAnswers);
            conversation.forwardRequests();
            conversations.remove(conversation);
        } catch (IOException e) {
            // See above.
        }
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "statement proxy");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        gate.open();
        reset();
    }
}
