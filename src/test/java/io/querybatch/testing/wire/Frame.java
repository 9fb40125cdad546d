package io.querybatch.testing.wire;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** One message of PostgreSQL's protocol: what it is, and what follows its length. */
final class Frame {

    private static final int LENGTH_BYTES = 4;
    private static final int SSL_REQUEST = 80_877_103;
    private static final int GSS_REQUEST = 80_877_104;

    private final char type;
    private final byte[] body;

    private Frame(char type, byte[] body) {
        this.type = type;
        this.body = body;
    }

    /** The message with which a client begins. */
    static Frame first(DataInputStream in) throws IOException {
        return new Frame('\0', body(in));
    }

    /** The next message, or null when there is none any more. */
    static Frame next(DataInputStream in) throws IOException {
        int type = in.read();
        return type < 0 ? null : new Frame((char) type, body(in));
    }

    private static byte[] body(DataInputStream in) throws IOException {
        int length = in.readInt() - LENGTH_BYTES;
        byte[] body = in.readNBytes(length);
        if (body.length < length) {
            throw new EOFException();
        }
        return body;
    }

    /** Its letter, or 0 for the first of a client, which has none. */
    char type() {
        return type;
    }

    /** The first byte of its body, as a letter. */
    char status() {
        return (char) body[0];
    }

    void writeTo(DataOutputStream out) throws IOException {
        if (type != '\0') {
            out.writeByte(type);
        }
        out.writeInt(body.length + LENGTH_BYTES);
        out.write(body);
    }

    /** Whether a client asks for encryption before it begins. */
    boolean asksForEncryption() {
        int code = body.length == LENGTH_BYTES ? ByteBuffer.wrap(body).getInt() : 0;
        return type == '\0' && (code == SSL_REQUEST || code == GSS_REQUEST);
    }

    /** The first zero-terminated texts of the body. */
    List<String> texts(int count) {
        List<String> texts = new ArrayList<>();
        int start = 0;
        for (int end = 0; end < body.length && texts.size() < count; end++) {
            if (body[end] == 0) {
                texts.add(new String(body, start, end - start, StandardCharsets.UTF_8));
                start = end + 1;
            }
        }
        return texts;
    }
}
