package io.querybatch.results.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class S3LocationTest {

    @Test
    void prefixEndsWithASlashOrIsEmpty() {
        assertThat(S3Location.parse("s3://my-bucket")).isEqualTo(new S3Location("my-bucket", ""));
        assertThat(S3Location.parse("s3://my-bucket/")).isEqualTo(new S3Location("my-bucket", ""));
        assertThat(S3Location.parse("s3://my-bucket/a")).isEqualTo(new S3Location("my-bucket", "a/"));
        assertThat(S3Location.parse("s3://my-bucket/a/b.c/")).isEqualTo(new S3Location("my-bucket", "a/b.c/"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"s3://", "s3:///a", "s3://ab", "s3://my-bucket//a", "s3://my-bucket/a?b", "s3://user@host/a"})
    void othersAreRefused(String text) {
        assertThat(S3Location.isMeantBy(text)).isTrue();
        assertThatThrownBy(() -> S3Location.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void foldersAreNotMeant() {
        assertThat(S3Location.isMeantBy("/var/lib/querybatch/results")).isFalse();
        assertThat(S3Location.isMeantBy("s3")).isFalse();
    }
}
