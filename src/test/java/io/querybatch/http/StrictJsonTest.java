package io.querybatch.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.querybatch.errors.ErrorCode;
import io.querybatch.errors.ServiceException;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTest {

    private static final JsonLimits LIMITS = new JsonLimits(64);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "null",
                "true",
                "false",
                "0",
                "-0",
                "1.5e-3",
                "1E+400",
                "\"\"",
                "\"\\u0000\\\"\\\\\\/\\b\\f\\n\\r\\t\"",
                "\"\\ud83d\\ude00\"",
                "\"😀\"",
                " \t\r\n{ \"a\" : [ 1 , 2 ] } \n",
                "{\"\":1}",
                "{\"a\":1,\"A\":2}",
                "{\"a\":{\"a\":{\"a\":1}}}",
                "[[],{},[{}]]",
            })
    void acceptsWhatRfc8259Allows(String text) {
        assertThat(StrictJson.parse(text, LIMITS)).isNotNull();
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                arguments("", "not valid JSON"),
                arguments(" ", "not valid JSON"),
                arguments("{", "not valid JSON"),
                arguments("}", "not valid JSON"),
                arguments("[", "not valid JSON"),
                arguments("{\"a\"}", "not valid JSON"),
                arguments("{\"a\":}", "not valid JSON"),
                arguments("{\"a\":1,}", "not valid JSON"),
                arguments("{,}", "not valid JSON"),
                arguments("{\"a\":1 \"b\":2}", "not valid JSON"),
                arguments("{a:1}", "not valid JSON"),
                arguments("{'a':1}", "not valid JSON"),
                arguments("{1:1}", "not valid JSON"),
                arguments("[1,]", "not valid JSON"),
                arguments("[,1]", "not valid JSON"),
                arguments("[1 2]", "not valid JSON"),
                arguments("[1}", "not valid JSON"),
                arguments("01", "not valid JSON"),
                arguments("+1", "not valid JSON"),
                arguments("1.", "not valid JSON"),
                arguments(".5", "not valid JSON"),
                arguments("1e", "not valid JSON"),
                arguments("-", "not valid JSON"),
                arguments("0x10", "not valid JSON"),
                arguments("NaN", "not valid JSON"),
                arguments("Infinity", "not valid JSON"),
                arguments("True", "not valid JSON"),
                arguments("nul", "not valid JSON"),
                arguments("undefined", "not valid JSON"),
                arguments("\"", "not valid JSON"),
                arguments("\"\\x\"", "not valid JSON"),
                arguments("\"\\u12\"", "not valid JSON"),
                arguments("\"a\nb\"", "not valid JSON"),
                arguments("\"a\tb\"", "not valid JSON"),
                arguments("\uFEFF{}", "not valid JSON"),
                arguments("{}{}", "not valid JSON"),
                arguments("{} x", "not valid JSON"),
                arguments("[] ]", "not valid JSON"),
                arguments("// comment\n{}", "not valid JSON"),
                arguments("{}/**/", "not valid JSON"),
                arguments("{\"a\":1,\"a\":2}", "the name \"a\" is there twice (line 1, column 11)"),
                arguments("{\"a\":1,\"\\u0061\":2}", "the name \"a\" is there twice"),
                arguments("[{\"b\":{\"a\":1,\"a\":1}}]", "the name \"a\" is there twice"),
                arguments("\"\\ud800\"", "half of a surrogate pair"),
                arguments("\"\\udc00\\ud800\"", "half of a surrogate pair"),
                arguments("{\"\\ud83d\":1}", "half of a surrogate pair"),
                arguments("9".repeat(101), "a number of more than 100 characters"),
                arguments("1e" + "0".repeat(100), "a number of more than 100 characters"),
                arguments("1E99999999999", "a number with an exponent beyond 10000"),
                arguments("1E-99999999999", "a number with an exponent beyond 10000"),
                arguments("1E2147483648", "a number with an exponent beyond 10000"),
                arguments("1E-2147483648", "a number with an exponent beyond 10000"),
                arguments("1E999999999", "a number with an exponent beyond 10000"),
                arguments("-1E10001", "a number with an exponent beyond 10000"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void refusesWhatIsNotStrict(String text, String detail) {
        assertThat(refusalOf(text)).startsWith(detail);
    }

    @Test
    void saysWhereItWentWrong() {
        assertThat(refusalOf("{\n  \"a\": x\n}")).isEqualTo("not valid JSON (line 2, column 8)");
    }

    @Test
    void cutsALongNameThatIsThereTwice() {
        String name = "n".repeat(5_000);

        assertThat(refusalOf("{\"" + name + "\":1,\"" + name + "\":2}"))
                .startsWith("the name \"" + "n".repeat(40) + "…\"");
    }

    @Test
    void acceptsSixtyFourLevels() {
        assertThat(StrictJson.parse("[".repeat(64) + "]".repeat(64), LIMITS)).isNotNull();
        assertThat(StrictJson.parse("{\"a\":".repeat(64) + "1" + "}".repeat(64), LIMITS))
                .isNotNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {65, 5_000})
    void refusesMoreLevels(int depth) {
        assertThat(refusalOf("[".repeat(depth) + "]".repeat(depth))).startsWith("nested more than 64 deep");
        assertThat(refusalOf("{\"a\":".repeat(depth) + "1" + "}".repeat(depth))).startsWith("nested more than 64 deep");
        assertThat(refusalOf("[".repeat(depth))).startsWith("nested more than 64 deep");
    }

    @Test
    void countsTheLevelsAboveAStreamedElement() {
        assertThat(walk("{\"queries\":[" + "[".repeat(62) + "]".repeat(62) + "]}").seen)
                .hasSize(1);
        assertThatThrownBy(() -> walk("{\"queries\":[" + "[".repeat(63) + "]".repeat(63) + "]}"))
                .hasMessageNotContaining("StackOverflow")
                .isInstanceOfSatisfying(
                        ServiceException.class,
                        e -> assertThat(e.violations().get(0).detail()).startsWith("nested more than 64 deep"));
    }

    @Test
    void keepsHugeNumbersExact() {
        String number = "9".repeat(100);

        assertThat(StrictJson.parse(number, LIMITS)).hasToString(number);
    }

    @Test
    void handsOverMembersAndStreamedElementsInOrder() {
        Seen seen = walk("{\"a\":1,\"queries\":[\"x\",{\"b\":[2]},null],\"c\":[3],\"d\":{\"queries\":[4]}}");

        assertThat(seen.seen)
                .containsExactly(
                        "a=1",
                        "queries[0]=\"x\"",
                        "queries[1]={\"b\":[2]}",
                        "queries[2]=null",
                        "c=[3]",
                        "d={\"queries\":[4]}");
    }

    @Test
    void handsOverWhatShouldBeStreamedButIsNoArrayAsAMember() {
        assertThat(walk("{\"queries\":{\"a\":1}}").seen).containsExactly("queries={\"a\":1}");
    }

    @Test
    void handsOverElementsBeforeTheBodyIsRead() {
        Seen seen = new Seen();

        assertThatThrownBy(() -> StrictJson.walkObject(bytes("{\"queries\":[1,2,x"), Set.of("queries"), LIMITS, seen))
                .isInstanceOf(ServiceException.class);
        assertThat(seen.seen).containsExactly("queries[0]=1", "queries[1]=2");
    }

    @Test
    void refusesAnEmptyBody() {
        assertThat(refusalOfBody("")).isEqualTo("the body is empty; it must be a JSON object");
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "\n\t"})
    void refusesABodyOfBlanks(String body) {
        assertThat(refusalOfBody(body)).startsWith("not valid JSON");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[]", "[{}]", "1", "\"{}\"", "true"})
    void refusesABodyThatIsNoObject(String body) {
        assertThat(refusalOfBody(body)).startsWith("the body must be a JSON object");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{} {}", "{}]", "{},", "{}\u0000", "{\"queries\":[]}x"})
    void refusesTextAfterTheBody(String body) {
        assertThat(refusalOfBody(body)).startsWith("not valid JSON");
    }

    @Test
    void refusesASecondStreamedArrayOfTheSameName() {
        assertThat(refusalOfBody("{\"queries\":[1],\"queries\":[2]}"))
                .startsWith("the name \"queries\" is there twice");
    }

    @Test
    void refusesAByteOrderMark() {
        assertThat(refusalOfBody("\uFEFF{}")).startsWith("not valid JSON");
    }

    static Stream<byte[]> badBytes() {
        return Stream.of(
                new byte[] {'{', '"', (byte) 0xFF, '"', ':', '1', '}'},
                new byte[] {'{', '"', (byte) 0xC0, (byte) 0xAF, '"', ':', '1', '}'},
                new byte[] {'{', '"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"', ':', '1', '}'},
                new byte[] {'{', '"', (byte) 0xF5, (byte) 0x80, (byte) 0x80, (byte) 0x80, '"', ':', '1', '}'},
                new byte[] {'{', '"', (byte) 0xE2, (byte) 0x82, '"', ':', '1', '}'},
                "{\"é\":1}".getBytes(StandardCharsets.ISO_8859_1));
    }

    @ParameterizedTest
    @MethodSource("badBytes")
    void refusesBytesThatAreNotUtf8(byte[] body) {
        assertThat(refusalOfBody(body)).isEqualTo("the body is not valid UTF-8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-32"})
    void refusesOtherEncodings(String charset) throws IOException {
        assertThat(refusalOfBody("{\"a\":1}".getBytes(charset))).isNotBlank();
    }

    @Test
    void doesNotHideThatTheBodyCouldNotBeRead() {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new BodyTooLargeException(5);
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                throw new BodyTooLargeException(5);
            }
        };

        assertThatThrownBy(() -> StrictJson.walkObject(broken, Set.of(), LIMITS, new Seen()))
                .isNotInstanceOf(ServiceException.class)
                .hasRootCauseInstanceOf(BodyTooLargeException.class);
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void whatIsRenderedIsParsedToTheSame(@ForAll("values") JsonValue value) {
        assertThat(StrictJson.parse(value.toString(), LIMITS)).isEqualTo(value);
    }

    @Property(tries = 500)
    void neverAnswersAnythingButARefusal(@ForAll("nearlyJson") String text) {
        try {
            StrictJson.parse(text, LIMITS);
        } catch (ServiceException e) {
            assertThat(e.code()).isEqualTo(ErrorCode.BAD_REQUEST);
        }
    }

    @Provide
    Arbitrary<String> nearlyJson() {
        return Arbitraries.of("{", "}", "[", "]", ",", ":", "\"a\"", "\"", "\\", "1", "-", "e", ".", "null", "tru", " ")
                .list()
                .ofMaxSize(12)
                .map(parts -> String.join("", parts));
    }

    @Provide
    Arbitrary<JsonValue> values() {
        return value(3);
    }

    private static Arbitrary<JsonValue> value(int levels) {
        Arbitrary<JsonValue> texts = text().map(Json::createValue);
        Arbitrary<JsonValue> numbers = Arbitraries.bigDecimals()
                .between(new BigDecimal("-1e80"), new BigDecimal("1e80"))
                .ofScale(8)
                .map(Json::createValue);
        Arbitrary<JsonValue> integers = Arbitraries.longs().map(Json::createValue);
        Arbitrary<JsonValue> literals = Arbitraries.of(JsonValue.TRUE, JsonValue.FALSE, JsonValue.NULL);
        Arbitrary<JsonValue> leaves = Arbitraries.oneOf(texts, numbers, integers, literals);
        if (levels == 0) {
            return leaves;
        }
        Arbitrary<JsonValue> arrays = value(levels - 1).list().ofMaxSize(4).map(values -> {
            JsonArrayBuilder array = Json.createArrayBuilder();
            values.forEach(array::add);
            return array.build();
        });
        Arbitrary<JsonValue> objects = Arbitraries.maps(text(), value(levels - 1))
                .ofMaxSize(4)
                .map(members -> {
                    JsonObjectBuilder object = Json.createObjectBuilder();
                    members.forEach(object::add);
                    return object.build();
                });
        return Arbitraries.oneOf(leaves, arrays, objects);
    }

    /** Any text but lone surrogates. */
    private static Arbitrary<String> text() {
        return Arbitraries.strings()
                .ofMaxLength(8)
                .filter(text -> StandardCharsets.UTF_8.newEncoder().canEncode(text));
    }

    private static String refusalOf(String text) {
        return detail(catchThrowableOfType(ServiceException.class, () -> StrictJson.parse(text, LIMITS)));
    }

    private static String refusalOfBody(String body) {
        return refusalOfBody(body.getBytes(StandardCharsets.UTF_8));
    }

    private static String refusalOfBody(byte[] body) {
        return detail(catchThrowableOfType(
                ServiceException.class,
                () -> StrictJson.walkObject(new ByteArrayInputStream(body), Set.of("queries"), LIMITS, new Seen())));
    }

    private static String detail(ServiceException e) {
        assertThat(e).as("refusal").isNotNull();
        assertThat(e.code()).isEqualTo(ErrorCode.BAD_REQUEST);
        assertThat(e.violations()).hasSize(1);
        assertThat(e.violations().get(0).pointer()).isEmpty();
        return e.violations().get(0).detail();
    }

    private static Seen walk(String body) {
        Seen seen = new Seen();
        StrictJson.walkObject(bytes(body), Set.of("queries"), LIMITS, seen);
        return seen;
    }

    private static InputStream bytes(String body) {
        return new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8));
    }

    private static final class Seen implements StrictJson.Visitor {

        private final List<String> seen = new ArrayList<>();

        @Override
        public void member(String name, JsonValue value) {
            seen.add(name + "=" + value);
        }

        @Override
        public void element(String array, int index, JsonValue value) {
            seen.add(array + "[" + index + "]=" + value);
        }
    }
}
