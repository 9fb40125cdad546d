package io.querybatch.limits;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlacesTest {

    private final Places places = new Places(3, 2);

    @Test
    void aTenantHasNoMoreThanItsPart() {
        assertThat(places.take("acme")).isTrue();
        assertThat(places.take("acme")).isTrue();
        assertThat(places.take("acme")).isFalse();
        assertThat(places.take("globex")).isTrue();
    }

    @Test
    void thereAreNoMoreThanThereAre() {
        places.take("acme");
        places.take("globex");
        places.take("initech");
        assertThat(places.take("hooli")).isFalse();
    }

    @Test
    void aPlaceThatIsGivenBackCanBeTakenAgain() {
        places.take("acme");
        places.take("acme");
        places.take("globex");
        places.giveBack("acme");
        assertThat(places.take("hooli")).isTrue();
        places.giveBack("hooli");
        assertThat(places.take("acme")).isTrue();
        assertThat(places.take("acme")).isFalse();
    }
}
