package io.querybatch.connectors.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryAfterTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "120 | | PT2M",
                "0 | | PT0S",
                " 7 | | PT7S",
                "-1 | | PT0S",
                "1.5 | | PT0S",
                "9999999999 | | PT0S",
                "soon | | PT0S",
                " | | PT0S",
                "Fri, 31 Dec 1999 23:59:59 GMT | Fri, 31 Dec 1999 23:59:29 GMT | PT30S",
                "Fri, 31 Dec 1999 23:59:59 GMT | Fri, 31 Dec 1999 23:59:60 GMT | PT0S",
                "Fri, 31 Dec 1999 23:59:29 GMT | Fri, 31 Dec 1999 23:59:59 GMT | PT0S",
                "Fri, 31 Dec 1999 23:59:59 GMT | | PT0S"
            })
    void isSecondsOrADateMeasuredByTheAnswersOwn(String retryAfter, String date, Duration expected) {
        Map<String, List<String>> headers = new HashMap<>();
        if (retryAfter != null) {
            headers.put("Retry-After", List.of(retryAfter));
        }
        if (date != null) {
            headers.put("Date", List.of(date));
        }
        assertThat(RetryAfter.of(HttpHeaders.of(headers, (name, value) -> true)))
                .isEqualTo(expected);
    }
}
