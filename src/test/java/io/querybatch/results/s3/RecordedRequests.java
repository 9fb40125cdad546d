package io.querybatch.results.s3;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** Every request that went to the store, tries that were repeated among them. */
final class RecordedRequests implements ExecutionInterceptor {

    private final List<Sent> sent = new CopyOnWriteArrayList<>();

    /** One request: its kind, such as {@code GetObject}, its body's size and the range asked for, or empty. */
    record Sent(String kind, long bytes, String range, boolean md5) {}

    @Override
    public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
        sent.add(new Sent(
                context.request().getClass().getSimpleName().replace("Request", ""),
                context.httpRequest()
                        .firstMatchingHeader("Content-Length")
                        .map(Long::parseLong)
                        .orElse(0L),
                context.httpRequest().firstMatchingHeader("Range").orElse(""),
                context.httpRequest().firstMatchingHeader("Content-MD5").isPresent()));
    }

    void forget() {
        sent.clear();
    }

    List<Sent> all() {
        return sent;
    }

    List<String> kinds() {
        return sent.stream().map(Sent::kind).toList();
    }

    List<String> ranges() {
        return sent.stream().map(Sent::range).collect(Collectors.toList());
    }

    LongStream sizes(String kind) {
        return sent.stream().filter(one -> one.kind().equals(kind)).mapToLong(Sent::bytes);
    }
}
