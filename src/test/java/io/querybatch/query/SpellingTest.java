package io.querybatch.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpellingTest {

    private static final List<String> KNOWN = List.of("clicks", "cost", "impressions", "date");

    @ParameterizedTest
    @CsvSource({
        "clikcs,clicks",
        "click,clicks",
        "clickss,clicks",
        "CLICKS,clicks",
        "impresions,impressions",
        "dat,date",
        "cots,cost"
    })
    void findsWhatWasMeant(String word, String meant) {
        assertThat(Spelling.nearest(word, KNOWN)).contains(meant);
    }

    @Test
    void suggestsNothingThatIsFarAway() {
        assertThat(Spelling.nearest("revenue", KNOWN)).isEmpty();
        assertThat(Spelling.nearest("x", KNOWN)).isEmpty();
        assertThat(Spelling.nearest("", KNOWN)).isEmpty();
        assertThat(Spelling.nearest("c".repeat(100_000), KNOWN)).isEmpty();
    }
}
