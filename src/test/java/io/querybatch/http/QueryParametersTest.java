package io.querybatch.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.querybatch.errors.ErrorCode;
import io.querybatch.errors.ServiceException;
import io.querybatch.errors.Violation;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriInfo;
import java.lang.reflect.Proxy;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueryParametersTest {

    @Test
    void readsWhatIsThere() {
        QueryParameters parameters = of("schedule_id", "x", "limit", "7");

        assertThat(parameters.requiredText("schedule_id")).isEqualTo("x");
        assertThat(parameters.integer("limit", 1, 100, 10)).isEqualTo(7);
        assertThatCode(parameters::done).doesNotThrowAnyException();
    }

    @Test
    void readsAllOfThemOutOfOneJsonObjectBesideTheIgnoredOnes() {
        QueryParameters parameters =
                of("json", "{\"ds_id\":\"F\",\"limit\":7,\"ds_ids\":[\"A\",\"B\"],\"since\":null}", "system", "n8n");

        assertThat(parameters.requiredText("ds_id")).isEqualTo("F");
        assertThat(parameters.integer("limit", 1, 100, 10)).isEqualTo(7);
        assertThat(parameters.names("ds_ids")).containsExactly("A", "B");
        assertThat(parameters.text("since")).isNull();
        assertThatCode(parameters::done).doesNotThrowAnyException();
    }

    @Test
    void whatIsInTheJsonObjectIsNoLessStrict() {
        QueryParameters parameters = of("json", "{\"limit\":700,\"lmit\":1}");
        parameters.integer("limit", 1, 100, 10);

        assertThat(details(parameters))
                .containsExactly(
                        "query parameter \"limit\": must be a whole number from 1 to 100",
                        "query parameter \"lmit\": unknown; known are limit");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[1]", "7", "\"x\"", "null"})
    void refusesJsonThatIsNoObject(String json) {
        ServiceException e = catchThrowableOfType(ServiceException.class, () -> of("json", json));

        assertThat(e.violations())
                .extracting(Violation::detail)
                .containsExactly("query parameter \"json\": must be a JSON object");
    }

    @Test
    void fillsInWhatIsAbsent() {
        QueryParameters parameters = of();

        assertThat(parameters.integer("limit", 1, 100, 10)).isEqualTo(10);
        assertThatCode(parameters::done).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "100", "+5", "007"})
    void acceptsNumbersOfTheRange(String text) {
        QueryParameters parameters = of("limit", text);

        assertThat(parameters.integer("limit", 1, 100, 10)).isEqualTo(Integer.parseInt(text));
        assertThatCode(parameters::done).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "101", "-1", "", " 1", "1.0", "1e1", "x", "99999999999", "null"})
    void refusesOtherNumbers(String text) {
        QueryParameters parameters = of("limit", text);
        parameters.integer("limit", 1, 100, 10);

        assertThat(details(parameters))
                .containsExactly("query parameter \"limit\": must be a whole number from 1 to 100");
    }

    @Test
    void refusesAMissingOrEmptyRequiredParameter() {
        QueryParameters missing = of();
        missing.requiredText("schedule_id");
        QueryParameters empty = of("schedule_id", "");
        empty.requiredText("schedule_id");

        assertThat(details(missing)).containsExactly("query parameter \"schedule_id\": is required");
        assertThat(details(empty)).containsExactly("query parameter \"schedule_id\": is required");
    }

    @Test
    void refusesRepetition() {
        QueryParameters parameters = of("limit", "1", "limit", "2");
        parameters.integer("limit", 1, 100, 10);

        assertThat(details(parameters)).containsExactly("query parameter \"limit\": must be given once");
    }

    @Test
    void refusesUnknownParametersAndNamesTheKnown() {
        QueryParameters parameters = of("lmit", "1", "a", "2");
        parameters.integer("offset", 0, 100, 0);
        parameters.integer("limit", 1, 100, 10);

        assertThat(details(parameters))
                .containsExactly(
                        "query parameter \"a\": unknown; known are limit, offset",
                        "query parameter \"lmit\": unknown; known are limit, offset");
    }

    @Test
    void saysWhenThereAreNoParametersAtAll() {
        assertThat(details(of("a", "1"))).containsExactly("query parameter \"a\": unknown; there are none");
    }

    @Test
    void ignoresWhatExistingClientsSend() {
        QueryParameters parameters =
                of("system", "1", "resource", "2", "data_range_type", "3", "api_key", "4", "api_key", "5");

        assertThatCode(parameters::done).doesNotThrowAnyException();
    }

    @Test
    void findsEverythingThatIsWrong() {
        QueryParameters parameters = of("limit", "x", "offset", "-1", "what", "");
        parameters.requiredText("schedule_id");
        parameters.integer("limit", 1, 100, 10);
        parameters.integer("offset", 0, 100, 0);

        assertThat(details(parameters)).hasSize(4);
    }

    private static List<String> details(QueryParameters parameters) {
        ServiceException e = catchThrowableOfType(ServiceException.class, parameters::done);
        assertThat(e.code()).isEqualTo(ErrorCode.BAD_REQUEST);
        return e.violations().stream().map(Violation::detail).toList();
    }

    /** A request with those names and values, in turn. */
    private static QueryParameters of(String... namesAndValues) {
        MultivaluedMap<String, String> map = new MultivaluedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.add(namesAndValues[i], namesAndValues[i + 1]);
        }
        UriInfo uri = (UriInfo) Proxy.newProxyInstance(
                QueryParametersTest.class.getClassLoader(), new Class<?>[] {UriInfo.class}, (proxy, method, args) -> {
                    if (method.getName().equals("getQueryParameters")) {
                        return map;
                    }
                    throw new UnsupportedOperationException(method.getName());
                });
        return QueryParameters.of(uri);
    }
}
