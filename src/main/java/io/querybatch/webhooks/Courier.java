package io.querybatch.webhooks;

import java.net.URI;
import java.util.Map;

/** Makes calls. */
public interface Courier extends AutoCloseable {

    /** Posts JSON, and says what came of it in bounded time. Goes to no address that may not be called, and follows nobody elsewhere. */
    Reply post(URI url, Map<String, String> headers, byte[] json);

    @Override
    void close();
}
