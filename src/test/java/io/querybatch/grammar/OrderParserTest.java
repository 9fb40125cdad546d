package io.querybatch.grammar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.querybatch.query.Order;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OrderParserTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "impressions desc,date asc",
                "impressions desc,date",
                " impressions  DESC ,\tdate ",
                "impressions\u00a0Desc\n,\ndate Asc"
            })
    void readsFieldsWithTheirDirections(String text) throws GrammarException {
        assertThat(OrderParser.parse(text)).containsExactly(new Order("impressions", true), new Order("date", false));
    }

    @Test
    void readsFieldsNamedLikeDirections() throws GrammarException {
        assertThat(OrderParser.parse("desc,asc desc"))
                .containsExactly(new Order("desc", false), new Order("asc", true));
    }

    @Test
    void readsAListThatIsSplitAlready() throws GrammarException {
        assertThat(OrderParser.parse(List.of("impressions desc", " date ")))
                .containsExactly(new Order("impressions", true), new Order("date", false));
        assertThat(OrderParser.parse(List.of())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``|expected a field at character 0",
                "`  `|expected a field at character 2",
                "date,|expected a field at character 5",
                "date asc, ,cost|expected a field at character 10",
                ",date|expected a field at character 0",
                "date descending|expected asc or desc after \"date\" at character 5",
                "date asc cost|expected a comma after \"asc\" at character 9"
            })
    void saysWhatIsWrongAndWhere(String text, String message) {
        assertThatThrownBy(() -> OrderParser.parse(text))
                .isInstanceOf(GrammarException.class)
                .hasMessage(message);
    }

    @Test
    void saysWhichEntryIsWrong() {
        assertThatThrownBy(() -> OrderParser.parse(List.of("date", "cost up")))
                .hasMessage("entry 2: expected asc or desc after \"cost\" at character 5");
        assertThatThrownBy(() -> OrderParser.parse(List.of("date,cost")))
                .hasMessage("entry 1: expected one field and no comma at character 4");
        assertThatThrownBy(() -> OrderParser.parseEntry("")).hasMessage("expected a field at character 0");
    }
}
