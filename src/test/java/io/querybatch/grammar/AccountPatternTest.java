package io.querybatch.grammar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class AccountPatternTest {

    @Test
    void choosesByIdOrByName() throws GrammarException {
        AccountPattern byId = AccountPattern.of("^123-", null);
        assertThat(byId.matches("123-456", "Shoes")).isTrue();
        assertThat(byId.matches("999-123-", "123-")).isFalse();
        AccountPattern byName = AccountPattern.of(null, "/shoes$/i");
        assertThat(byName.matches("1", "Red SHOES")).isTrue();
        assertThat(byName.matches("shoes", "Hats")).isFalse();
        assertThat(byName.matches("1", null)).isFalse();
    }

    @Test
    void choosesWhatMatchesBothWhenBothAreGiven() throws GrammarException {
        AccountPattern both = AccountPattern.of("#^1#", "#^A#");
        assertThat(both.matches("1", "A")).isTrue();
        assertThat(both.matches("1", "B")).isFalse();
        assertThat(both.matches("2", "A")).isFalse();
    }

    @Test
    void saysWhichExpressionIsWrong() {
        assertThatThrownBy(() -> AccountPattern.of("a", "/(?=b)/"))
                .isInstanceOf(GrammarException.class)
                .hasMessage("filter_name: the regular expression has look-ahead, which is not supported"
                        + " at character 1");
        assertThatThrownBy(() -> AccountPattern.of("", "b"))
                .hasMessage("filter_id: expected a regular expression at character 0");
        assertThatThrownBy(() -> AccountPattern.of(null, null))
                .hasMessage("expected filter_id or filter_name at character 0");
    }
}
