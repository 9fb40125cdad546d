package io.querybatch.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.testing.Project;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What is described as the default of a setting is what holds without it. */
class SettingDefaultsTest {

    private static final Pattern DESCRIBED = Pattern.compile("(?m)^#(querybatch\\.[a-z0-9.-]+)=(.+)$");

    /** Said in words: they depend on the machine, or on another setting. */
    private static final Set<String> OF_THE_MACHINE = Set.of(
            "querybatch.workers",
            "querybatch.workers.reserved",
            "querybatch.duckdb.threads",
            "querybatch.s3.path-style",
            "querybatch.home",
            "querybatch.catalog",
            "querybatch.results");

    /** Methods whose settings have no described default, or one in words. */
    private static final Set<String> OTHERWISE = Set.of(
            "home",
            "catalog",
            "results",
            "dbUrl",
            "dbJndi",
            "storeSetting",
            "storeIsEmbedded",
            "dbPassword",
            "duckDbThreads",
            "verificationKey",
            "ExecutionConfig.nodeName",
            "ExecutionConfig.workers",
            "ExecutionConfig.reservedWorkers",
            "ExecutionConfig.shares",
            "TraceExport.endpoint",
            "TraceExport.headers",
            "TraceExport.service",
            "TraceExport.node");

    private static final Map<String, String> COLLECTOR = Map.of("otel.exporter.otlp.endpoint", "http://collector:4318");

    @Test
    void aServerWithEverySettingAsDescribedIsOneWithoutAny() throws Exception {
        Map<String, String> described = described();
        assertThat(described).hasSizeGreaterThan(20);
        assertThat(values(described)).isEqualTo(values(Map.of()));
    }

    @Test
    void eachOfThemIsReallyRead() throws Exception {
        Map<String, String> others = described();
        others.replaceAll(SettingDefaultsTest::another);
        Map<String, Object> standard = values(Map.of());
        values(others).forEach((name, value) -> {
            if (!OTHERWISE.contains(name)) {
                assertThat(value).as(name).isNotEqualTo(standard.get(name));
            }
        });
    }

    @Test
    void theSameHoldsForResultsInABucket() throws IOException {
        Map<String, String> described = described();
        described.put("querybatch.results", "s3://reports/querybatch");
        assertThat(described)
                .containsKeys("querybatch.s3.region", "querybatch.s3.timeout", "querybatch.s3.connect-timeout");
        assertThat(S3Settings.of(GivenSettings.of(described)))
                .isEqualTo(S3Settings.of(GivenSettings.of(Map.of("querybatch.results", "s3://reports/querybatch"))));
    }

    private static String another(String name, String value) {
        if (name.equals("querybatch.timezone")) {
            return "Europe/Helsinki";
        }
        return switch (value) {
            case "true" -> "false";
            case "false" -> "true";
            case "1.0" -> "0.5";
            default -> value.matches("P[T0-9].*") ? "PT77S" : value + "1";
        };
    }

    private static Map<String, String> described() throws IOException {
        Map<String, String> described = new HashMap<>();
        DESCRIBED
                .matcher(Files.readString(Project.base().resolve("server-config/querybatch.properties")))
                .results()
                .forEach(setting -> described.put(setting.group(1), setting.group(2)));
        described.keySet().removeAll(OF_THE_MACHINE);
        return described;
    }

    /** Everything that the server asks its settings for. */
    private static Map<String, Object> values(Map<String, String> given) throws ReflectiveOperationException {
        Map<String, String> traced = new HashMap<>(COLLECTOR);
        traced.putAll(given);
        Settings settings = GivenSettings.of(traced);
        Map<String, Object> values = new TreeMap<>();
        parts(ExecutionSettings.of(settings, "node"), values);
        parts(ScheduleSettings.of(settings), values);
        parts(TraceSettings.of(settings, "node").orElseThrow(), values);
        for (Method method : Settings.class.getDeclaredMethods()) {
            boolean asked = Modifier.isPublic(method.getModifiers())
                    && !Modifier.isStatic(method.getModifiers())
                    && method.getParameterCount() == 0
                    && !method.getName().equals("variables");
            if (asked) {
                values.put(method.getName(), normal(method.invoke(settings)));
            }
        }
        return values;
    }

    private static void parts(Record of, Map<String, Object> values) throws ReflectiveOperationException {
        for (RecordComponent part : of.getClass().getRecordComponents()) {
            String name = of.getClass().getSimpleName() + "." + part.getName();
            values.put(name, normal(part.getAccessor().invoke(of)));
        }
    }

    private static Object normal(Object value) {
        return value instanceof ZoneId zone ? zone.normalized() : value;
    }
}
