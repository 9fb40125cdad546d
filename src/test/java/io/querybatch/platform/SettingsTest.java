package io.querybatch.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.testing.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The description of the settings and the settings themselves are the same list. */
class SettingsTest {

    private static final Pattern SETTING = Pattern.compile("\"((?:querybatch|mp\\.jwt\\.verify)\\.[a-z0-9.-]+)\"");
    private static final Pattern DESCRIBED = Pattern.compile("(?m)^#((?:querybatch|mp\\.jwt)\\.[a-z0-9.-]+)=");

    private static Set<String> find(Pattern pattern, Path... files) throws IOException {
        Set<String> names = new TreeSet<>();
        for (Path file : files) {
            Matcher matcher = pattern.matcher(Files.readString(file));
            while (matcher.find()) {
                names.add(matcher.group(1));
            }
        }
        return names;
    }

    @Test
    void everySettingThatIsReadIsDescribedAndNoOther() throws IOException {
        Path sources = Project.base().resolve("src/main/java/io/querybatch");
        Set<String> read = find(
                SETTING,
                sources.resolve("platform/EncryptionSettings.java"),
                sources.resolve("platform/ApiKeySettings.java"),
                sources.resolve("platform/Settings.java"),
                sources.resolve("platform/ExecutionSettings.java"),
                sources.resolve("platform/QuotaSettings.java"),
                sources.resolve("platform/S3Settings.java"),
                sources.resolve("platform/ScheduleSettings.java"),
                sources.resolve("platform/TraceSettings.java"),
                sources.resolve("platform/WebhookSettings.java"),
                sources.resolve("launcher/LogFormat.java"),
                sources.resolve("launcher/Preflight.java"));
        read.addAll(Set.of("mp.jwt.verify.issuer", "mp.jwt.verify.audiences"));
        Set<String> described = find(DESCRIBED, Project.base().resolve("server-config/querybatch.properties"));
        assertThat(described).isEqualTo(read).hasSizeGreaterThan(20);
        read.removeIf(name -> name.startsWith("mp.jwt."));
        SettingNames.SECRETS.forEach(secret -> read.add(secret + SettingNames.FILE));
        assertThat(SettingNames.KNOWN).containsExactlyInAnyOrderElementsOf(read);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "querybatch.workers.reservd,        querybatch.workers.reserved",
                "querybatch.limit.items,            querybatch.limits.items",
                "QUERYBATCH_DB_URI,                 QUERYBATCH_DB_URL",
                "QUERYBATCH_CATALOGUE,              QUERYBATCH_CATALOG",
                "querybatch_db_usr,                 QUERYBATCH_DB_USER",
                "QUERYBATCH_COLOUR,                 -",
                "querybatch.Workers,                querybatch.workers"
            })
    void aMisspeltSettingIsNoticed(String name, String meant) {
        String suggestion = meant == null ? "" : ", did you mean " + meant + "?";
        assertThat(SettingNames.warnings(List.of(name, name), Set.of()))
                .containsExactly(name + ": there is no such setting" + suggestion);
    }

    @Test
    void whatAServerMakesOfAVariableIsNotSaidTwice() {
        assertThat(SettingNames.warnings(
                        List.of("QUERYBATCH_API_KEYS_SECRET", "querybatch.api.keys.secret", "querybatch.db.urll"),
                        Set.of()))
                .containsExactly("querybatch.db.urll: there is no such setting, did you mean querybatch.db.url?");
    }

    @Test
    void whatIsKnownOrOfOthersIsNot() {
        assertThat(SettingNames.warnings(
                        List.of(
                                "querybatch.db.url",
                                "QUERYBATCH_S3_PATH_STYLE",
                                "querybatch_scan_width",
                                "QUERYBATCH_TOKEN",
                                "QUERYBATCH_URL",
                                "QUERYBATCH_SERVICE_HOST",
                                "QUERYBATCH_PORT_8080_TCP_ADDR",
                                "QUERYBATCH_SALES_PASSWORD",
                                StartupException.REASON,
                                "user.home",
                                "PATH",
                                "queryBatch"),
                        Set.of("QUERYBATCH_SALES_PASSWORD")))
                .isEmpty();
        assertThat(SettingNames.warnings(List.of("QUERYBATCH_SALES_PASSWORD"), Set.of()))
                .hasSize(1);
    }
}
