package io.querybatch.apikeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.querybatch.errors.ErrorCode;
import io.querybatch.errors.ServiceException;
import io.querybatch.errors.Violation;
import io.querybatch.http.JsonLimits;
import io.querybatch.security.AccessRights;
import io.querybatch.security.Scope;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ApiKeyReaderTest {

    private final ApiKeyReader reader = new ApiKeyReader(new JsonLimits(64), false);

    private static InputStream bytes(String body) {
        return new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> refused(ApiKeyReader reader, String body) {
        ServiceException refusal = catchThrowableOfType(ServiceException.class, () -> reader.read(bytes(body)));
        assertThat(refusal.code()).isEqualTo(ErrorCode.BAD_REQUEST);
        return refusal.violations().stream().map(Violation::toString).toList();
    }

    @Test
    void everythingThatCanBeSaid() {
        NewApiKey wanted = reader.read(bytes("""
                {"tenant":"acme","name":"nightly","scopes":["ds_queries_run","ds_accounts_read"],
                 "ds_access":{"FLIGHTS":["ORD"],"WEATHER":["*"]},"expires_in_days":730}"""));
        assertThat(wanted.terms().tenant()).isEqualTo("acme");
        assertThat(wanted.terms().name()).isEqualTo("nightly");
        assertThat(wanted.terms().scopes()).containsExactlyInAnyOrder(Scope.DS_QUERIES_RUN, Scope.DS_ACCOUNTS_READ);
        assertThat(wanted.terms().rights().toJson()).isEqualTo("{\"FLIGHTS\":[\"ORD\"],\"WEATHER\":[\"*\"]}");
        assertThat(wanted.lifetime()).isEqualTo(Duration.ofDays(730));
    }

    @Test
    void withoutAWordItGivesAccessToAllForThreeMonths() {
        NewApiKey wanted = reader.read(bytes("{\"tenant\":\"acme\",\"name\":\"n\",\"scopes\":[\"ds_queries_run\"]}"));
        assertThat(wanted.terms().rights().toJson())
                .isEqualTo(AccessRights.everything().toJson());
        assertThat(wanted.lifetime()).isEqualTo(Duration.ofDays(90));
    }

    @Test
    void whereTokensHaveToSayWhatTheyGiveAccessToKeysHaveTo() {
        assertThat(refused(
                        new ApiKeyReader(new JsonLimits(64), true),
                        "{\"tenant\":\"acme\",\"name\":\"n\",\"scopes\":[\"ds_queries_run\"]}"))
                .containsExactly("/ds_access: is required");
    }

    @Test
    void allThatIsWrongIsSaidAtOnce() {
        assertThat(refused(reader, """
                {"tenant":" ","name":"two\\nlines","scopes":["ds_queries_run","ds_admin"],"ds_access":{"FLIGHTS":"ORD"},
                 "expires_in_days":731,"scope":"x"}"""))
                .containsExactlyInAnyOrder(
                        "/tenant: must not be blank, nor have characters that cannot be seen",
                        "/name: must not be blank, nor have characters that cannot be seen",
                        "/scopes: must be an array of ds_queries_run, ds_accounts_read or both",
                        "/ds_access: must map data sources to accounts, such as {\"FLIGHTS\":[\"ORD\"],\"WEATHER\":[\"*\"]}",
                        "/expires_in_days: must be a whole number from 1 to 730",
                        "/scope: unknown member, did you mean \"scopes\"?");
        assertThat(refused(reader, "{\"tenant\":7,\"scopes\":[],\"ds_access\":null,\"expires_in_days\":\"9\"}"))
                .containsExactlyInAnyOrder(
                        "/tenant: must be a string",
                        "/name: is required",
                        "/scopes: must be an array of ds_queries_run, ds_accounts_read or both",
                        "/ds_access: must map data sources to accounts, such as {\"FLIGHTS\":[\"ORD\"],\"WEATHER\":[\"*\"]}",
                        "/expires_in_days: must be a whole number from 1 to 730");
    }
}
