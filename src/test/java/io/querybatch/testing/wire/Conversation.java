package io.querybatch.testing.wire;

import io.querybatch.testing.wire.StatementWatch.Verdict;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.util.Optional;
import java.util.function.Function;

/** One client's connection through the proxy. Each direction is a thread; both end when either side does. */
final class Conversation {

    private final Socket client;
    private final Socket server;
    private final Gate gate;
    private final StatementWatch watch;
    private final Statements statements = new Statements();

    Conversation(Socket client, Socket server, Gate gate, StatementWatch watch) throws SocketException {
        this.client = client;
        this.server = server;
        this.gate = gate;
        this.watch = watch;
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
    }

    /** Forwards what the client sends until the end. */
    void forwardRequests() {
        try (client;
                server) {
            DataInputStream in = in(client);
            DataOutputStream out = out(server);
            Frame first = Frame.first(in);
            while (first.asksForEncryption()) {
                client.getOutputStream().write('N');
                first = Frame.first(in);
            }
            gate.pass();
            first.writeTo(out);
            out.flush();
            forward(in, out, statements::sent);
        } catch (IOException e) {
            // That side is gone; closing tells the other.
        }
    }

    /** Passes back what the server answers until the end. */
    void forwardAnswers() {
        try (client;
                server) {
            forward(in(server), out(client), statements::answered);
        } catch (IOException e) {
            // As above.
        }
    }

    private void forward(DataInputStream in, DataOutputStream out, Function<Frame, Optional<Sighting>> statement)
            throws IOException {
        for (Frame frame = Frame.next(in); frame != null; frame = Frame.next(in)) {
            gate.pass();
            Verdict verdict = statement.apply(frame).map(watch::seen).orElse(Verdict.PASS);
            if (verdict == Verdict.CUT) {
                reset();
                return;
            }
            frame.writeTo(out);
            if (in.available() == 0) {
                out.flush();
            }
        }
    }

    /** Ends the connection as a broken network does: both sides are told by a reset. */
    void reset() {
        for (Socket socket : new Socket[] {client, server}) {
            try (socket) {
                socket.setSoLinger(true, 0);
            } catch (IOException e) {
                // It is gone already.
            }
        }
    }

    private static DataInputStream in(Socket socket) throws IOException {
        return new DataInputStream(new BufferedInputStream(socket.getInputStream(), 1 << 16));
    }

    private static DataOutputStream out(Socket socket) throws IOException {
        return new DataOutputStream(new BufferedOutputStream(socket.getOutputStream(), 1 << 16));
    }
}
