package io.querybatch.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Answers every request with one file, which the kernel copies from the page cache into the socket: no server of the same
 * bytes can be faster, so this is what client and loopback cost.
 */
final class FileOverHttp implements AutoCloseable {

    private final ServerSocketChannel server;
    private final Path file;

    private FileOverHttp(ServerSocketChannel server, Path file) {
        this.server = server;
        this.file = file;
    }

    static FileOverHttp serve(Path file) throws IOException {
        FileOverHttp served = new FileOverHttp(
                ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)), file);
        Thread thread = new Thread(served::acceptAll, "file over HTTP");
        thread.setDaemon(true);
        thread.start();
        return served;
    }

    URI url() throws IOException {
        return URI.create("http://127.0.0.1:" + ((InetSocketAddress) server.getLocalAddress()).getPort() + "/");
    }

    private void acceptAll() {
        try {
            while (true) {
                try (SocketChannel client = server.accept()) {
                    answer(client);
                }
            }
        } catch (ClosedChannelException e) {
            // It was closed: nobody asks any more.
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void answer(SocketChannel client) throws IOException {
        BufferedReader request =
                new BufferedReader(new InputStreamReader(Channels.newInputStream(client), StandardCharsets.US_ASCII));
        String line = request.readLine();
        while (line != null && !line.isEmpty()) {
            line = request.readLine();
        }
        try (FileChannel body = FileChannel.open(file)) {
            long size = body.size();
            String head = "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: " + size + "\r\n\r\n";
            client.write(ByteBuffer.wrap(head.getBytes(StandardCharsets.US_ASCII)));
            for (long sent = 0; sent < size; ) {
                sent += body.transferTo(sent, size - sent, client);
            }
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
