package io.querybatch.tracing;

import io.opentelemetry.api.common.AttributeKey;

/**
 * Names of attributes: those of OpenTelemetry's semantic conventions where there are any, our own below {@code querybatch}. None of
 * them ever has a statement, a value of a filter, a token or a host in it.
 */
final class Names {

    static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");
    static final AttributeKey<String> ROUTE = AttributeKey.stringKey("http.route");
    static final AttributeKey<Long> STATUS = AttributeKey.longKey("http.response.status_code");
    static final AttributeKey<String> SCHEME = AttributeKey.stringKey("url.scheme");
    static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");
    static final AttributeKey<String> OPERATION = AttributeKey.stringKey("db.operation.name");
    static final AttributeKey<String> COLLECTION = AttributeKey.stringKey("db.collection.name");

    static final AttributeKey<String> REQUEST = AttributeKey.stringKey("querybatch.request_id");
    static final AttributeKey<String> TENANT = AttributeKey.stringKey("querybatch.tenant");
    static final AttributeKey<String> BATCH = AttributeKey.stringKey("querybatch.batch_id");
    static final AttributeKey<Long> AMOUNT = AttributeKey.longKey("querybatch.query_amount");
    static final AttributeKey<String> QUERY = AttributeKey.stringKey("querybatch.schedule_id");
    static final AttributeKey<Long> ATTEMPT = AttributeKey.longKey("querybatch.attempt");
    static final AttributeKey<String> SOURCE = AttributeKey.stringKey("querybatch.ds_id");
    static final AttributeKey<Boolean> REUSED = AttributeKey.booleanKey("querybatch.reused");
    static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("querybatch.outcome");
    static final AttributeKey<Long> ROWS = AttributeKey.longKey("querybatch.rows");
    static final AttributeKey<Long> QUERIES = AttributeKey.longKey("querybatch.queries");

    private Names() {}
}
