package io.querybatch.connectors.http;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.stream.JsonParser;
import java.io.StringReader;
import java.math.BigDecimal;
import java.math.BigInteger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CellTypeTest {

    private static Object read(CellType type, String json) throws FailedExchange {
        JsonParser parser = Json.createParser(new StringReader("[" + json + "]"));
        parser.next();
        return type.read(parser, parser.next());
    }

    private static String quoted(String text) {
        return Json.createValue(text).toString();
    }

    @ParameterizedTest
    @CsvSource({
        "string.time.date, DATE",
        "string.time.datetime, DATE_TIME",
        "string.time.month, TEXT",
        "string.geo.latitude, TEXT",
        "int.duration.seconds, NUMBER",
        "float.number.ratio, NUMBER",
        "'', ANY",
        "blob, ANY"
    })
    void dataTypesOfTheContractAreKnown(String dataType, CellType type) {
        assertThat(CellType.of(dataType)).isEqualTo(type);
    }

    @Property
    void integersArriveUnchangedAsNumberOrText(@ForAll BigInteger integer) throws FailedExchange {
        Object expected = integer.bitLength() < 64 ? (Object) integer.longValue() : integer;
        assertThat(read(CellType.NUMBER, integer.toString())).isEqualTo(expected);
        assertThat(read(CellType.NUMBER, "\"" + integer + "\"")).isEqualTo(expected);
        assertThat(read(CellType.TEXT, integer.toString())).isEqualTo(integer.toString());
    }

    @Property
    void decimalsKeepTheirDigits(@ForAll("decimals") BigDecimal decimal) throws FailedExchange {
        assertThat(read(CellType.NUMBER, decimal.toString())).isEqualTo(decimal);
        assertThat(read(CellType.ANY, decimal.toString())).isEqualTo(decimal);
    }

    @Provide
    Arbitrary<BigDecimal> decimals() {
        return Arbitraries.bigDecimals().ofScale(5);
    }

    @Property
    void textOfAColumnOfTextStaysAsItIs(@ForAll("texts") String text) throws FailedExchange {
        assertThat(read(CellType.TEXT, quoted(text))).isEqualTo(text);
        assertThat(read(CellType.ANY, quoted(text))).isEqualTo(text);
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings()
                .excludeChars('\ud800')
                .filter(text -> text.chars().noneMatch(c -> Character.isSurrogate((char) c)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "007", "+1", "1,000", "0x10", "NaN", " 1", "1e9999", "--", "12 %"})
    void whatOnlyLooksLikeANumberStaysText(String text) throws FailedExchange {
        assertThat(read(CellType.NUMBER, quoted(text))).isEqualTo(text);
    }
}
