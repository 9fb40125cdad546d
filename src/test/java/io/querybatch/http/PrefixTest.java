package io.querybatch.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrefixTest {

    @ParameterizedTest
    @CsvSource({
        "/query, ''",
        "/query/, ''",
        "/query/batch, ''",
        "/v2/query, /v2",
        "/v2/query/batch, /v2",
        "/enterprise/v2/query/batch/1, /enterprise/v2",
        "/enterprise/v2/query, /enterprise/v2",
        "/query/v2/query, ''",
        "/v2/admin/overview, /v2",
    })
    void knowsWhatBelongsToTheApi(String path, String prefix) {
        assertThat(Prefix.of(path)).contains(prefix);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/queryx",
                "/v2",
                "/v2/",
                "/v2/queries",
                "/v1/query",
                "/V2/query",
                "/enterprise/query",
                "/v2/enterprise/query",
                "/enterprise/v2/v2/query",
                "//query",
                "/api/query",
                "/health",
                "query/batch",
            })
    void knowsNothingElse(String path) {
        assertThat(Prefix.of(path)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/enterprise/v2/query/../../WEB-INF/web.xml",
                "/query/..",
                "/query/./batch",
                "/query/%2e%2E/x",
                "/query/.%2e/x",
                "/query/..;a=b/x",
                "/query/..;/x",
                "/query/..%2fx",
                "/query/..%5Cx",
                "/query/..\\x",
                "/query/%252e%252e/x",
                "/query/x%00",
            })
    void distrustsPathsThatMeanSomethingElseOnceTheyAreTakenApart(String path) {
        assertThat(Prefix.isPlain(path)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/", "/query/batch", "/query/a.b", "/query/...", "/.well-known/x", "/query/a%20b;c=d", "/a..b"})
    void trustsPlainPaths(String path) {
        assertThat(Prefix.isPlain(path)).isTrue();
    }
}
