package io.querybatch.http;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;

/** A request whose body ends with an error when it gets too long, or when there is no room for more of it. */
final class LimitedRequest extends HttpServletRequestWrapper {

    private final long limit;
    private final Admission.Share share;
    private ServletInputStream body;

    LimitedRequest(HttpServletRequest request, long limit, Admission.Share share) {
        super(request);
        this.limit = limit;
        this.share = share;
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        if (body == null) {
            body = new Counted(super.getInputStream(), limit, share);
        }
        return body;
    }

    private static final class Counted extends ServletInputStream {

        private final ServletInputStream in;
        private final long limit;
        private final Admission.Share share;
        private long count;

        Counted(ServletInputStream in, long limit, Admission.Share share) {
            this.in = in;
            this.limit = limit;
            this.share = share;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            int read = read(one, 0, 1);
            return read < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = some(bytes, offset, length);
            count(Math.max(read, 0));
            return read;
        }

        private int some(byte[] bytes, int offset, int length) throws BrokenBodyException {
            try {
                return in.read(bytes, offset, length);
            } catch (IOException e) {
                throw new BrokenBodyException(e);
            }
        }

        private void count(int bytes) throws BodyTooLargeException {
            count += bytes;
            if (count > limit) {
                throw new BodyTooLargeException(limit);
            }
            share.take(bytes);
        }

        @Override
        public boolean isFinished() {
            return in.isFinished();
        }

        @Override
        public boolean isReady() {
            return in.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            in.setReadListener(listener);
        }

        @Override
        public int available() throws IOException {
            return in.available();
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
