package io.querybatch.parameters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.querybatch.errors.ErrorCode;
import io.querybatch.errors.ServiceException;
import io.querybatch.http.JsonLimits;
import jakarta.json.JsonValue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ItemTextTest {

    private static final JsonLimits LIMITS = new JsonLimits(64);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"ds_id\":\"F\"}                        | {\"ds_id\":\"F\"}",
                "{\"ds_id\":\"F\",\"a\":[1,null]}         | {\"ds_id\":\"F\",\"a\":[1,null]}",
                "ds_id=F                                  | {\"ds_id\":\"F\"}",
                "?ds_id=F                                 | {\"ds_id\":\"F\"}",
                "/query/data?ds_id=F&fields=a,b           | {\"ds_id\":\"F\",\"fields\":\"a,b\"}",
                "https://api.example.com/v2/q?ds_id=F     | {\"ds_id\":\"F\"}",
                "https://api.example.com?ds_id=F&x=       | {\"ds_id\":\"F\",\"x\":\"\"}",
                "ds_id=F&&=x&y                            | {\"ds_id\":\"F\"}",
                "fields=a&fields=b                        | {\"fields\":\"a,b\"}",
                "fields[]=a&fields[]=b                    | {\"fields\":\"a,b\"}",
                "fields[0]=a&fields[1]=b                  | {\"fields\":\"a,b\"}",
                "fields%5B%5D=a%2Cb                       | {\"fields\":\"a,b\"}",
                "a=b+c&d=e%20f&g=h%2Bi                    | {\"a\":\"b c\",\"d\":\"e f\",\"g\":\"h+i\"}",
                "a=%C3%A9%F0%9F%98%80                     | {\"a\":\"é😀\"}",
                "a=b=c                                    | {\"a\":\"b=c\"}",
                "max_rows=10&cache_minutes=5              | {\"max_rows\":10,\"cache_minutes\":5}",
                "max_rows=1.5                             | {\"max_rows\":1.5}",
                "max_rows=abc                             | {\"max_rows\":\"abc\"}",
                "max_rows=1E999999999                     | {\"max_rows\":\"1E999999999\"}",
                "ds_id=F&filter=a=~b?c                    | {\"ds_id\":\"F\",\"filter\":\"a=~b?c\"}",
                "fields[]=a?b                             | {\"fields\":\"a?b\"}",
                "ds_accounts=12&start_date=2026           | {\"ds_accounts\":\"12\",\"start_date\":\"2026\"}",
                "settings={\"no_headers\":true}           | {\"settings\":{\"no_headers\":true}}",
                "settings={                               | {\"settings\":\"{\"}",
                "settings={'a':True}                      | {\"settings\":{\"a\":true}}",
                "settings={'a':b}                         | {\"settings\":\"{'a':b}\"}",
                "ds_accounts={'filter_id': '/^O/'}        | {\"ds_accounts\":{\"filter_id\":\"/^O/\"}}",
                "fields={'id':'a'}&fields={'id':'b'}      | {\"fields\":[{\"id\":\"a\"},{\"id\":\"b\"}]}",
                "fields={\"id\":\"a\"}&fields={\"id\":\"b\"} | {\"fields\":[{\"id\":\"a\"},{\"id\":\"b\"}]}",
                "fields={a}&fields=b                      | {\"fields\":\"{a},b\"}",
                "settings=%7B%22a%22%3A1%7D               | {\"settings\":{\"a\":1}}",
                "/q?json={\"ds_id\":\"F\"}                | {\"ds_id\":\"F\"}",
                "/q?json=%7B%22ds_id%22%3A%22F%22%7D&x=1  | {\"ds_id\":\"F\"}",
                "json=[1]                                 | [1]",
                "ds_accounts=[\"a\",\"b\"]            | {\"ds_accounts\":[\"a\",\"b\"]}",
                "fields=[{\"id\":\"date\"}]           | {\"fields\":[{\"id\":\"date\"}]}",
                "fields=[date                             | {\"fields\":\"[date\"}",
                "json=null                                | null",
            })
    void readsJsonUrlAndQueryString(String text, String json) {
        assertThat(ItemText.parse(text, LIMITS)).hasToString(json);
    }

    @Test
    void disregardsBlanksAround() {
        assertThat(ItemText.parse(" \n{\"a\":1}\t ", LIMITS)).hasToString("{\"a\":1}");
        assertThat(ItemText.parse(" a=1 ", LIMITS)).hasToString("{\"a\":\"1\"}");
    }

    /** As many as fit into a body: joined one by one they would take hours. */
    @Test
    @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD, unit = TimeUnit.SECONDS)
    void readsAParameterThatIsRepeatedMillionsOfTimes() {
        JsonValue item = ItemText.parse("a=bc&".repeat(2_000_000), LIMITS);
        assertThat(item.asJsonObject().getString("a")).hasSize(3 * 2_000_000 - 1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                     | must be an object, or a string with the JSON text or the URL of a query",
                "' '                    | must be an object, or a string with the JSON text or the URL of a query",
                "hello                  | must be an object, or a string with the JSON text or the URL of a query",
                "[1]                    | must be an object, or a string with the JSON text or the URL of a query",
                "/q?                    | must be an object, or a string with the JSON text or the URL of a query",
                "/q?a                   | must be an object, or a string with the JSON text or the URL of a query",
                "https://example.com/q  | the URL has no query parameters",
                "/q                     | the URL has no query parameters",
                "a=%                    | the URL is not well encoded",
                "a=%zz                  | the URL is not well encoded",
                "%G1=a                  | the URL is not well encoded",
                "{                      | not valid JSON (line 1, column 3)",
                "{}x                    | not valid JSON (line 1, column 3)",
                "{\"a\":1,\"a\":2}      | the name \"a\" is there twice (line 1, column 11)",
                "json={                 | not valid JSON (line 1, column 3)",
            })
    void refusesWhatIsNeither(String text, String detail) {
        assertThatThrownBy(() -> ItemText.parse(text, LIMITS)).isInstanceOfSatisfying(ServiceException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.BAD_REQUEST);
            assertThat(e.violations()).hasSize(1);
            assertThat(e.violations().get(0).detail()).isEqualTo(detail);
        });
    }
}
