package io.querybatch.grammar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FieldListParserTest {

    @Test
    void readsNamesAndKeepsDuplicates() throws GrammarException {
        assertThat(FieldListParser.parse("date")).containsExactly("date");
        assertThat(FieldListParser.parse(" date,\timpressions ,date\u00a0"))
                .containsExactly("date", "impressions", "date");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``|expected a field at character 0",
                "`   `|expected a field at character 3",
                "date,|expected a field at character 5",
                "date,,cost|expected a field at character 5",
                "`date, , cost`|expected a field at character 6",
                "date cost|expected a comma after \"date\" at character 5"
            })
    void saysWhatIsWrongAndWhere(String text, String message) {
        assertThatThrownBy(() -> FieldListParser.parse(text))
                .isInstanceOf(GrammarException.class)
                .hasMessage(message);
    }
}
