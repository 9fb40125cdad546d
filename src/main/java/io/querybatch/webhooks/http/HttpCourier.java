package io.querybatch.webhooks.http;

import io.querybatch.webhooks.AddressRules;
import io.querybatch.webhooks.Courier;
import io.querybatch.webhooks.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.impl.routing.DefaultRoutePlanner;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.client5.http.ssl.ClientTlsStrategyBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;

/** Calls over HTTP/1.1: one connection for each, straight to an address that may be called, and no way around that. */
public final class HttpCourier implements Courier {

    private static final Logger LOG = Logger.getLogger(HttpCourier.class.getName());

    /** Enough for what receivers say in passing; nobody reads it. */
    private static final int SHORT_BYTES = 16 * 1024;

    private static final ContentType JSON = ContentType.create("application/json");

    /** More than there are callers, so that none waits for another. */
    private static final int CONNECTIONS = 64;

    private final CloseableHttpClient client;
    private final Duration timeout;
    private final Clock clock;

    /** Calls hosts by their names as this machine knows them, and trusts whom its Java trusts. */
    public HttpCourier(AddressRules rules, Duration connectTimeout, Duration timeout, Clock clock) {
        this(new CheckedNames(rules, SystemDefaultDnsResolver.INSTANCE), null, connectTimeout, timeout, clock);
    }

    /** {@code trust} may be null. */
    HttpCourier(DnsResolver names, SSLContext trust, Duration connectTimeout, Duration timeout, Clock clock) {
        this.timeout = timeout;
        this.clock = clock;
        this.client = HttpClients.custom()
                .setConnectionManager(connections(names, trust, connectTimeout, timeout))
                .setConnectionReuseStrategy((request, response, context) -> false)
                // Whatever proxy the machine has: behind it an address means something else.
                .setRoutePlanner(new DefaultRoutePlanner(null))
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setResponseTimeout(Timeout.of(timeout))
                        .setProtocolUpgradeEnabled(false)
                        .build())
                .setUserAgent("Querybatch")
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .build();
    }

    private static HttpClientConnectionManager connections(
            DnsResolver names, SSLContext trust, Duration connectTimeout, Duration timeout) {
        ClientTlsStrategyBuilder tls = ClientTlsStrategyBuilder.create();
        return PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(names)
                .setTlsSocketStrategy((trust == null ? tls : tls.setSslContext(trust)).buildClassic())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(Timeout.of(connectTimeout))
                        .setSocketTimeout(Timeout.of(timeout))
                        .build())
                .setMaxConnTotal(CONNECTIONS)
                .setMaxConnPerRoute(CONNECTIONS)
                .build();
    }

    /** The client's own timeouts are for each step; the alarm is for all of them together. */
    @Override
    public Reply post(URI url, Map<String, String> headers, byte[] json) {
        HttpPost post = new HttpPost(url);
        headers.forEach(post::setHeader);
        post.setEntity(new ByteArrayEntity(json, JSON));
        CompletableFuture<Void> alarm =
                new CompletableFuture<Void>().completeOnTimeout(null, timeout.toNanos(), TimeUnit.NANOSECONDS);
        CompletableFuture<Boolean> late = alarm.thenApply(over -> post.cancel());
        Reply reply = null;
        try (ClassicHttpResponse answer = client.executeOpen(null, post, HttpClientContext.create())) {
            reply = reply(answer);
            finish(post, answer);
        } catch (IOException e) {
            LOG.log(Level.FINE, "a call failed, or its end after its status was there", e);
            return reply == null ? Reply.none(late.isDone() ? inTime() : words(e)) : reply;
        } finally {
            late.cancel(false);
            alarm.cancel(false);
        }
        return reply;
    }

    private Reply reply(ClassicHttpResponse answer) {
        Header again = answer.getFirstHeader("Retry-After");
        return new Reply(
                answer.getCode(),
                RetryAfter.of(again == null ? null : again.getValue(), clock.instant()),
                answer.getCode() / 100 == 3 ? "Redirects are not followed." : null);
    }

    /** The status is what counts: a short body is read, so that the receiver may end in peace, a longer one is cut off. */
    private static void finish(HttpPost post, ClassicHttpResponse answer) {
        try {
            InputStream body =
                    answer.getEntity() == null ? null : answer.getEntity().getContent();
            if (body == null || body.readNBytes(SHORT_BYTES).length < SHORT_BYTES) {
                return;
            }
        } catch (IOException e) {
            LOG.log(Level.FINE, "the body of an answer broke off", e);
        }
        post.cancel();
    }

    private static String inTime() {
        return "The receiver did not answer in time.";
    }

    /** Never more than this: what names and addresses there are is nothing for who gives a URL. */
    private static String words(IOException e) {
        if (e instanceof UnknownHostException) {
            return "The host has no address, or one that this server may not call.";
        }
        if (e instanceof SocketTimeoutException) {
            return inTime();
        }
        if (e instanceof SSLException) {
            return "There was no secure connection to the receiver.";
        }
        return e instanceof ConnectException
                ? "The receiver could not be reached."
                : "The receiver gave no answer that can be read.";
    }

    @Override
    public void close() {
        client.close(CloseMode.IMMEDIATE);
    }
}
