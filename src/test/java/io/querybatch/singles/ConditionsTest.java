package io.querybatch.singles;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.singles.Conditions.Stretch;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionsTest {

    private static final String TAG = "a-1";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"a-1\"              | true",
                "W/\"a-1\"            | true",
                "\"x\", \"a-1\"       | true",
                "*                    | true",
                "\"a-2\"              | false",
                "a-1                  | false",
                "                     | false",
            })
    void knowsWhatTheCallerHas(String header, boolean has) {
        assertThat(new Conditions(header, null, null, null).has(TAG)).isEqualTo(has);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gzip                   | true",
                "deflate, GZIP;q=0.5    | true",
                "*                      | true",
                "gzip;q=0               | false",
                "gzip; q=0.0, br        | false",
                "identity               | false",
                "xgzip                  | false",
                "                       | false",
            })
    void knowsWhoTakesGzip(String header, boolean takes) {
        assertThat(new Conditions(null, null, null, header).takesGzip()).isEqualTo(takes);
    }

    @ParameterizedTest
    @CsvSource({
        "bytes=0-9, 0, 10",
        "bytes=0-0, 0, 1",
        "bytes=90-, 90, 10",
        "bytes=90-1000, 90, 10",
        "bytes=-10, 90, 10",
        "bytes=-1000, 0, 100",
        "bytes=100-, 100, 0",
        "bytes=100-200, 100, 0",
        "bytes=-0, 100, 0",
    })
    void findsTheStretch(String header, long start, long length) {
        assertThat(new Conditions(null, header, null, null).stretch(100, TAG)).contains(new Stretch(start, length));
    }

    @ParameterizedTest
    @CsvSource({"bytes=9-0", "'bytes=0-1,3-4'", "bytes=-", "bytes=a-b", "rows=0-1", "''"})
    void disregardsOtherRanges(String header) {
        assertThat(new Conditions(null, header, null, null).stretch(100, TAG)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {"\"a-1\", true", "\"a-2\", false", "W/\"a-1\", false"})
    void aStretchOfAnotherVersionIsNone(String ifRange, boolean given) {
        assertThat(new Conditions(null, "bytes=0-1", ifRange, null)
                        .stretch(100, TAG)
                        .isPresent())
                .isEqualTo(given);
    }
}
