package io.querybatch.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.querybatch.errors.ErrorCode;
import io.querybatch.errors.ServiceException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AdmissionTest {

    private final Admission admission = new Admission(100);

    private static ServiceException refusal(Admission.Share share, long bytes) {
        return catchThrowableOfType(ServiceException.class, () -> share.take(bytes));
    }

    @Test
    void refusesWhatDoesNotFitBesideOthersAndSaysWhenToComeAgain() {
        try (Admission.Share first = admission.share();
                Admission.Share second = admission.share()) {
            first.take(60);
            second.take(40);
            ServiceException e = refusal(second, 1);
            assertThat(e.code()).isEqualTo(ErrorCode.SERVICE_UNAVAILABLE);
            assertThat(e.retryAfter()).contains(Duration.ofSeconds(2));
        }
    }

    @Test
    void whoIsRefusedGivesBackWhatItHad() {
        try (Admission.Share first = admission.share()) {
            first.take(60);
            assertThat(refusal(admission.share(), 50)).isNotNull();
            first.take(40);
        }
    }

    @Test
    void whatIsDoneMakesRoom() {
        Admission.Share first = admission.share();
        first.take(100);
        try (Admission.Share second = admission.share()) {
            assertThat(refusal(second, 1)).isNotNull();
            first.close();
            first.close();
            second.take(100);
        }
    }

    @Test
    void oneAloneIsLetInHoweverLargeItIs() {
        try (Admission.Share alone = admission.share()) {
            alone.take(1_000);
            assertThat(refusal(admission.share(), 1)).isNotNull();
            alone.take(1_000);
        }
    }
}
