package io.querybatch.limits;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Connections on which an answer is asked for and then read as slowly as can be: a little of each with every {@link #sip}. */
final class SlowReaders implements AutoCloseable {

    /** As small as the system lets it be, so that the server notices. */
    private static final int RECEIVE_BUFFER = 4_096;

    private static final int A_SIP = 512;
    private static final int STATUS = "HTTP/1.1 ".length();

    private final URI server;
    private final byte[] request;
    private final List<Reader> readers = new ArrayList<>();
    private final Map<String, Integer> answers = new TreeMap<>();

    /** {@code request} is the head, with its ends of lines. */
    SlowReaders(URI server, String request) {
        this.server = server;
        this.request = request.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static final class Reader {
        private final SocketChannel channel;
        private boolean answered;

        Reader(SocketChannel channel) {
            this.channel = channel;
        }
    }

    /** One reader more. */
    void add() {
        try {
            SocketChannel channel = SocketChannel.open();
            channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER);
            channel.connect(new InetSocketAddress(server.getHost(), server.getPort()));
            channel.write(ByteBuffer.wrap(request));
            channel.configureBlocking(false);
            readers.add(new Reader(channel));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Everybody reads a little; whose answer has ended asks once more. */
    void sip() {
        ByteBuffer buffer = ByteBuffer.allocate(A_SIP);
        for (int i = readers.size() - 1; i >= 0; i--) {
            Reader reader = readers.get(i);
            buffer.clear();
            if (read(reader, buffer) < 0) {
                close(reader);
                readers.remove(i);
                add();
            } else if (!reader.answered && buffer.position() > STATUS) {
                reader.answered = true;
                String status = new String(buffer.array(), STATUS, 3, StandardCharsets.ISO_8859_1);
                answers.merge(status, 1, Integer::sum);
            }
        }
    }

    /** Negative if nothing more comes. */
    private static int read(Reader reader, ByteBuffer buffer) {
        try {
            return reader.channel.read(buffer);
        } catch (IOException e) {
            return -1;
        }
    }

    /** How many were answered, by status. */
    Map<String, Integer> answers() {
        return answers;
    }

    private static void close(Reader reader) {
        try {
            reader.channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        readers.forEach(SlowReaders::close);
        readers.clear();
    }
}
