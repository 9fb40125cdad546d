package io.querybatch.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.errors.ErrorCode;
import io.querybatch.errors.ServiceException;
import io.querybatch.errors.Violation;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorBodyTest {

    @Test
    void envelopeHasRequestIdCodeAndMessage() {
        assertThat(ErrorBody.envelope(ErrorAnswer.of(ErrorCode.NOT_FOUND), "r1"))
                .isEqualTo("{\"meta\":{\"request_id\":\"r1\"},\"error\":{\"code\":\"NOT_FOUND\","
                        + "\"message\":\"The requested resource was not found.\"}}");
    }

    @Test
    void envelopeHasDescriptionWhenThereIsOne() {
        assertThat(ErrorBody.envelope(ErrorAnswer.of(ErrorCode.CONTENT_TOO_LARGE, "At most \"5\" bytes."), "r1"))
                .isEqualTo("{\"meta\":{\"request_id\":\"r1\"},\"error\":{\"code\":\"CONTENT_TOO_LARGE\","
                        + "\"message\":\"The request body is too large.\","
                        + "\"description\":\"At most \\\"5\\\" bytes.\"}}");
    }

    @Test
    void violationsBecomeLinesOfTheDescription() {
        ErrorAnswer answer = withViolations(List.of(wrong("/queries/0/ds_id", "is required"), wrong("", "as a whole")));

        assertThat(description(answer)).isEqualTo("/queries/0/ds_id: is required\nas a whole");
    }

    @Test
    void twentyViolationsAreAllListed() {
        assertThat(description(withViolations(violations(20, "bad"))).lines())
                .hasSize(20)
                .last()
                .isEqualTo("/queries/19: bad");
    }

    @Test
    void furtherViolationsAreCounted() {
        assertThat(description(withViolations(violations(23, "bad"))).lines())
                .hasSize(21)
                .last()
                .isEqualTo("and 3 more");
    }

    @Test
    void longViolationsAreCutButStillCounted() {
        String description = description(withViolations(violations(10_000, "x".repeat(1_000))));

        assertThat(description).hasSizeLessThanOrEqualTo(2_048).endsWith("…\nand 9980 more");
    }

    @ParameterizedTest
    @ValueSource(ints = {2_047, 2_048})
    void descriptionThatFitsStaysWhole(int length) {
        assertThat(description(ErrorAnswer.of(ErrorCode.BAD_REQUEST, "x".repeat(length))))
                .isEqualTo("x".repeat(length));
    }

    @Test
    void descriptionThatIsTooLongIsCut() {
        assertThat(description(ErrorAnswer.of(ErrorCode.BAD_REQUEST, "x".repeat(2_049))))
                .isEqualTo("x".repeat(2_047) + "…");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void cuttingNeverTearsASurrogatePair(int shift) {
        String text = "x".repeat(shift) + "😀".repeat(2_000);

        assertThat(description(ErrorAnswer.of(ErrorCode.BAD_REQUEST, text)))
                .hasSizeLessThanOrEqualTo(2_048)
                .matches("x*(😀)+…");
    }

    @Test
    void problemHasTheMembersOfRfc9457() {
        assertThat(ErrorBody.problem(ErrorAnswer.of(ErrorCode.NOT_FOUND), "r1"))
                .isEqualTo("{\"type\":\"about:blank\",\"title\":\"The requested resource was not found.\","
                        + "\"status\":404,\"code\":\"NOT_FOUND\",\"request_id\":\"r1\"}");
    }

    @Test
    void problemListsEveryViolation() {
        JsonObject problem = read(ErrorBody.problem(withViolations(violations(25, "bad")), "r1"));

        assertThat(problem.getString("detail")).endsWith("and 5 more");
        assertThat(problem.getJsonArray("errors")).hasSize(25);
        assertThat(problem.getJsonArray("errors").getJsonObject(24))
                .hasToString("{\"pointer\":\"/queries/24\",\"code\":\"BAD_REQUEST\",\"detail\":\"bad\"}");
    }

    @ParameterizedTest
    @EnumSource(ErrorCode.class)
    void everyCodeHasAMessageOfOneLine(ErrorCode code) {
        String message = read(ErrorBody.envelope(ErrorAnswer.of(code), "r1"))
                .getJsonObject("error")
                .getString("message");

        assertThat(message).isNotBlank().hasSizeLessThanOrEqualTo(255).doesNotContain("\n");
    }

    @ParameterizedTest
    @CsvSource({
        "400, BAD_REQUEST",
        "401, UNAUTHORIZED",
        "403, FORBIDDEN",
        "404, NOT_FOUND",
        "405, METHOD_NOT_ALLOWED",
        "406, NOT_ACCEPTABLE",
        "410, NOT_FOUND",
        "413, CONTENT_TOO_LARGE",
        "415, UNSUPPORTED_MEDIA_TYPE",
        "418, BAD_REQUEST",
        "429, TOO_MANY_REQUESTS",
        "431, HEADERS_TOO_LARGE",
        "500, INTERNAL_SERVER_ERROR",
        "501, METHOD_NOT_ALLOWED",
        "503, SERVICE_UNAVAILABLE",
        "505, INTERNAL_SERVER_ERROR",
        "200, INTERNAL_SERVER_ERROR",
    })
    void foreignStatusGetsOurCode(int status, ErrorCode code) {
        assertThat(ErrorAnswer.codeFor(status)).isEqualTo(code);
    }

    @Test
    void retryAfterIsInWholeSecondsAndNeverZero() {
        assertThat(ErrorAnswer.of(ServiceException.unavailable("later", Duration.ofSeconds(5), null))
                        .headers())
                .containsEntry("Retry-After", "5");
        assertThat(ErrorAnswer.of(ServiceException.unavailable("later", Duration.ofMillis(1), null))
                        .headers())
                .containsEntry("Retry-After", "1");
        assertThat(ErrorAnswer.of(ServiceException.of(ErrorCode.NOT_FOUND)).headers())
                .isEmpty();
    }

    private static ErrorAnswer withViolations(List<Violation> violations) {
        return ErrorAnswer.of(ServiceException.of(ErrorCode.BAD_REQUEST, violations));
    }

    private static List<Violation> violations(int count, String detail) {
        return IntStream.range(0, count)
                .mapToObj(i -> wrong("/queries/" + i, detail))
                .toList();
    }

    private static Violation wrong(String pointer, String detail) {
        return new Violation(pointer, ErrorCode.BAD_REQUEST, detail);
    }

    private static String description(ErrorAnswer answer) {
        return read(ErrorBody.envelope(answer, "r1")).getJsonObject("error").getString("description");
    }

    private static JsonObject read(String json) {
        try (JsonReader reader = Json.createReader(new StringReader(json))) {
            return reader.readObject();
        }
    }
}
