package io.querybatch;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.querybatch.apikeys.ApiKey;
import io.querybatch.apikeys.KeySecrets;
import io.querybatch.audit.AuditAction;
import io.querybatch.batches.BatchState;
import io.querybatch.batches.QueryState;
import io.querybatch.batches.Waiting;
import io.querybatch.errors.ErrorCode;
import io.querybatch.execution.AnswerSource;
import io.querybatch.execution.CancelProof;
import io.querybatch.execution.SourceHealth;
import io.querybatch.operations.NodeView;
import io.querybatch.operations.QueueView;
import io.querybatch.query.OutputFormat;
import io.querybatch.schedules.MissedRuns;
import io.querybatch.schedules.Overlap;
import io.querybatch.schedules.RunOutcome;
import io.querybatch.security.RequiresScope;
import io.querybatch.security.Scope;
import io.querybatch.testing.openapi.ApiDocument;
import io.querybatch.testing.openapi.Operation;
import io.querybatch.testing.openapi.Place;
import io.querybatch.webhooks.DeliveryState;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The OpenAPI document has what the resources have, and nothing else. What they answer, integration tests hold against it. */
class OpenApiTest {

    private static final ApiDocument DOCUMENT = ApiDocument.read();

    /** Resource methods by what they serve, such as {@code GET /query/batch}. */
    private static final Map<String, List<Method>> MODEL = model();

    private static Map<String, List<Method>> model() {
        Map<String, List<Method>> model = new TreeMap<>();
        new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("io.querybatch").stream()
                        // Interfaces are what clients see.
                        .filter(type -> type.isAnnotatedWith(Path.class) && !type.isInterface())
                        .map(JavaClass::reflect)
                        .flatMap(type -> Arrays.stream(type.getMethods()))
                        .forEach(method -> verbs(method)
                                .forEach(verb -> model.computeIfAbsent(
                                                verb + " " + path(method), served -> new ArrayList<>())
                                        .add(method)));
        return model;
    }

    private static List<String> verbs(Method method) {
        return Arrays.stream(method.getAnnotations())
                .map(Annotation::annotationType)
                .map(type -> type.getAnnotation(HttpMethod.class))
                .filter(Objects::nonNull)
                .map(HttpMethod::value)
                .toList();
    }

    private static String path(Method method) {
        return Stream.of(method.getDeclaringClass().getAnnotation(Path.class), method.getAnnotation(Path.class))
                .filter(Objects::nonNull)
                .flatMap(part -> Stream.of(part.value().split("/")))
                .filter(segment -> !segment.isEmpty())
                .collect(Collectors.joining("/", "/", ""));
    }

    /** The method's own annotation, else its class's. */
    private static <A extends Annotation> A annotation(Method method, Class<A> type) {
        A own = method.getAnnotation(type);
        return own != null ? own : method.getDeclaringClass().getAnnotation(type);
    }

    private static Stream<Operation> operations() {
        return DOCUMENT.operations().stream().filter(operation -> !operation.isOfServer());
    }

    private static void forEachOperation(BiConsumer<Operation, List<Method>> check) {
        operations().forEach(operation -> check.accept(operation, MODEL.getOrDefault(operation.toString(), List.of())));
    }

    @Test
    void hasEveryEndpointAndNoOther() {
        assertThat(operations().map(Operation::toString)).containsExactlyInAnyOrderElementsOf(MODEL.keySet());
        assertThat(MODEL).as("so that the rule cannot be empty").hasSizeGreaterThan(15);
    }

    @Test
    void hasThePathParametersOfEveryEndpoint() {
        forEachOperation((operation, methods) -> methods.forEach(method -> assertThat(operation.parameters("path"))
                .as(operation.toString())
                .hasSameElementsAs(Arrays.stream(method.getParameters())
                        .map(parameter -> parameter.getAnnotation(PathParam.class))
                        .filter(Objects::nonNull)
                        .map(PathParam::value)
                        .toList())));
    }

    @Test
    void hasTheMediaTypesThatEveryEndpointTakesAndMakes() {
        forEachOperation((operation, methods) -> {
            assertThat(operation.consumes()).as(operation + " takes").hasSameElementsAs(types(methods, Consumes.class));
            Set<String> made = types(methods, Produces.class);
            if (!made.isEmpty()) {
                assertThat(made(operation)).as(operation + " makes").isEqualTo(made);
            }
        });
    }

    private static Set<String> types(List<Method> methods, Class<? extends Annotation> annotation) {
        return methods.stream()
                .map(method -> annotation(method, annotation))
                .filter(Objects::nonNull)
                .flatMap(found -> Arrays.stream(
                        found instanceof Consumes consumes ? consumes.value() : ((Produces) found).value()))
                .map(type -> type.split(";", 2)[0])
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> made(Operation operation) {
        Place responses = operation.place().get("responses").orElseThrow();
        return responses.names().stream()
                .filter(status -> status.startsWith("2"))
                .flatMap(status -> responses.get(status).flatMap(answer -> answer.get("content")).stream())
                .flatMap(content -> content.names().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void hasTheScopeThatEveryEndpointNeeds() {
        assertThat(DOCUMENT.root().node().at("/components/securitySchemes").propertyNames())
                .containsExactly("bearer");
        forEachOperation((operation, methods) -> methods.forEach(method -> {
            List<String> scopes = Arrays.stream(
                            annotation(method, RequiresScope.class).value())
                    .map(Scope::wireName)
                    .toList();
            // Each of them is enough: one entry for each.
            assertThat(operation.place().node().path("security").values().stream()
                            .map(entry -> entry.path("bearer").values().stream()
                                    .map(JsonNode::asString)
                                    .toList()))
                    .as(operation.toString())
                    .containsExactlyElementsOf(scopes.stream().map(List::of).toList());
        }));
    }

    @Test
    void hasEveryNameThatStandsInAnswers() {
        Map<String, Collection<String>> names = new HashMap<>();
        names.put("ErrorCode", names(ErrorCode.values()));
        names.put("BatchState", names(BatchState.values()));
        names.put("QueryState", names(QueryState.values()));
        names.put("DeliveryState", names(DeliveryState.values()));
        names.put(
                "OutputFormat",
                Stream.of(OutputFormat.values()).map(OutputFormat::wireName).toList());
        names.put(
                "BatchQuery/properties/waiting_for",
                Stream.of(Waiting.Reason.values()).map(Waiting.Reason::wireName).toList());
        names.put(
                "BatchQuery/properties/result_info/properties/source",
                Stream.of(AnswerSource.values()).map(AnswerSource::wireName).toList());
        names.put(
                "ErrorInfo/properties/cancel",
                Stream.of(CancelProof.values()).map(CancelProof::wireName).toList());
        names.put(
                "AuditAction",
                Stream.of(AuditAction.values()).map(AuditAction::wireName).toList());
        names.put(
                "CallerAnswer/properties/data/properties/scopes/items",
                Stream.of(Scope.values()).map(Scope::wireName).toList());
        names.put(
                "Node/properties/state",
                Stream.of(NodeView.State.values()).map(NodeView.State::wireName).toList());
        names.put(
                "Queue/allOf/1/properties/kind",
                Stream.of(QueueView.Kind.values()).map(QueueView.Kind::wireName).toList());
        names.put(
                "SourceHere/properties/breaker/properties/state",
                Stream.of(SourceHealth.Breaker.values())
                        .map(SourceHealth.Breaker::wireName)
                        .toList());
        names.put(
                "ScheduleRequest/properties/missed_runs",
                Stream.of(MissedRuns.values()).map(MissedRuns::wireName).toList());
        names.put(
                "ScheduleRequest/properties/overlap",
                Stream.of(Overlap.values()).map(Overlap::wireName).toList());
        names.put(
                "ScheduleRun/properties/outcome",
                Stream.of(RunOutcome.values()).map(RunOutcome::wireName).toList());
        names.put("ApiKey/properties/state", lowerCase(ApiKey.State.values()));
        names.put("ApiKey/properties/server_secret", lowerCase(KeySecrets.Standing.values()));
        names.forEach((schema, values) -> assertThat(
                        DOCUMENT.root().node().at("/components/schemas/" + schema + "/enum").values().stream()
                                .map(JsonNode::asString))
                .as(schema)
                .containsExactlyInAnyOrderElementsOf(values));
    }

    private static List<String> lowerCase(Enum<?>[] values) {
        return names(values).stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
    }

    private static List<String> names(Enum<?>[] values) {
        return Stream.of(values).map(Enum::name).toList();
    }

    /** Every code has one status: an answer of another cannot have it. */
    @Test
    void hasEveryErrorWithItsStatusAndItsMessage() {
        DOCUMENT.operations().forEach(operation -> {
            Place responses = operation.place().get("responses").orElseThrow();
            for (String status : responses.names()) {
                if (status.compareTo("400") < 0) {
                    continue;
                }
                JsonNode json = responses
                        .get(status)
                        .flatMap(answer -> answer.get("content"))
                        .flatMap(content -> content.get("application/json"))
                        .map(Place::node)
                        .orElseThrow(() -> new AssertionError(operation + " " + status));
                for (JsonNode code : json.at("/schema/allOf/1/properties/error/properties/code/enum")) {
                    assertThat(ErrorCode.valueOf(code.asString()).status())
                            .as(operation + " " + code)
                            .hasToString(status);
                }
                JsonNode example = json.at("/example/error");
                if (!example.isMissingNode()) {
                    assertThat(example.path("message").asString())
                            .isEqualTo(ErrorCode.valueOf(example.path("code").asString())
                                    .message());
                }
            }
        });
    }

    /** In a flow mapping a text with a comma becomes several members, without anybody complaining. */
    @Test
    void hasNoTextThatIsCutIntoMembers() {
        assertNoNullMember(DOCUMENT.root().node(), "");
    }

    private static void assertNoNullMember(JsonNode node, String pointer) {
        node.properties().forEach(member -> {
            String place = pointer + "/" + member.getKey();
            if (!Set.of("example", "examples", "enum").contains(member.getKey())) {
                assertThat(member.getValue().isNull()).as(place).isFalse();
                assertNoNullMember(member.getValue(), place);
            }
        });
        if (node.isArray()) {
            node.values().forEach(element -> assertNoNullMember(element, pointer));
        }
    }
}
