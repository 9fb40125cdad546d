package io.querybatch.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrefixTest {

    @ParameterizedTest
    @CsvSource({
        "/query, '', /query",
        "/query/, '', /query/",
        "/query/batch, '', /query/batch",
        "/v2/query, /v2, /query",
        "/v2/query/batch, /v2, /query/batch",
        "/enterprise/v2/query/batch/1, /enterprise/v2, /query/batch/1",
        "/enterprise/v2/query, /enterprise/v2, /query",
        "/query/v2/query, '', /query/v2/query",
    })
    void takesApartWhatBelongsToTheApi(String path, String prefix, String rest) {
        assertThat(Prefix.of(path)).contains(new Prefix(prefix, rest));
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
}
