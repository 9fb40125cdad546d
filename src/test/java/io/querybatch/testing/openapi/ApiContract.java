package io.querybatch.testing.openapi;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Holds exchanges against the document. */
public final class ApiContract {

    /** The console's files, what the server measures of itself, a resource and a servlet that only tests have. */
    private static final Pattern NO_API =
            Pattern.compile("/|/index\\.html|/console/.*|/metrics.*|.*/query/probe/.*|/reporting");

    /** What the whole API accepts and does not use, and what has all parameters in one. */
    private static final Set<String> ALWAYS =
            Set.of("system", "resource", "data_range_type", "api_key", "pretty", "json");

    /** Headers that mean something: who sends one of them has to say so in the document. */
    private static final List<String> TELLING = List.of(
            "Location",
            "ETag",
            "Retry-After",
            "WWW-Authenticate",
            "Idempotent-Replayed",
            "Preference-Applied",
            "Content-Range",
            "Content-Disposition",
            "Content-Encoding",
            "Accept-Ranges",
            "Vary");

    /** What no operation says: that there is no such method, or that the headers are too large. */
    private static final Set<Integer> OF_NO_OPERATION = Set.of(405, 431);

    private final ApiDocument document;
    private final Shapes shapes;
    private final Bodies bodies;

    /** The contract of a document. */
    public ApiContract(ApiDocument document) {
        this.document = document;
        this.shapes = new Shapes(document);
        this.bodies = new Bodies(shapes);
    }

    /**
     * Looks at an exchange.
     *
     * @throws AssertionError if it is none that the document has
     */
    public void check(Exchange exchange) {
        List<String> problems = problems(exchange);
        if (!problems.isEmpty()) {
            throw new AssertionError(
                    exchange + " is not as the OpenAPI document has it:\n" + String.join("\n", problems));
        }
    }

    /**
     * Looks at a JSON text that is part of an answer, by the schema of that name.
     *
     * @throws AssertionError if it is of another make
     */
    public void check(String schema, String text) {
        List<String> problems = new ArrayList<>();
        bodies.checkJson(named(schema), text, problems);
        if (!problems.isEmpty()) {
            throw new AssertionError("no " + schema + " of the OpenAPI document:\n" + String.join("\n", problems));
        }
    }

    private Place named(String schema) {
        return new Place(document.root().node(), "/components/schemas/" + schema);
    }

    /** What the document does not have; a line each. */
    List<String> problems(Exchange exchange) {
        if (NO_API.matcher(exchange.path()).matches() || exchange.method().equals("OPTIONS")) {
            return List.of();
        }
        List<String> problems = new ArrayList<>();
        Optional<Operation> operation = document.find(exchange.method(), exchange.path());
        if (operation.isEmpty() || OF_NO_OPERATION.contains(exchange.status())) {
            checkRefusal(exchange, problems);
        } else {
            checkAnswer(operation.get(), exchange, problems);
            if (exchange.isAccepted()) {
                checkQuestion(operation.get(), exchange, problems);
            }
        }
        return problems;
    }

    private void checkRefusal(Exchange exchange, List<String> problems) {
        if (exchange.isAccepted()) {
            problems.add("there is no such operation");
        } else if (exchange.body() != null && !exchange.method().equals("HEAD")) {
            boolean problem = exchange.mediaType().equals("application/problem+json");
            bodies.checkJson(named(problem ? "Problem" : "Error"), exchange.body(), problems);
        }
    }

    private void checkAnswer(Operation operation, Exchange exchange, List<String> problems) {
        Optional<Place> response = operation.response(exchange.status());
        if (response.isEmpty()) {
            problems.add(operation + " has no answer " + exchange.status());
            return;
        }
        checkHeaders(response.get(), exchange, problems);
        Optional<Place> content = response.get().get("content");
        String type = exchange.mediaType();
        if (content.isEmpty() || type.isEmpty()) {
            if (exchange.body() != null && !exchange.body().isEmpty()) {
                problems.add(operation + " " + exchange.status() + " has no body, or one without a media type");
            }
            return;
        }
        Optional<Place> media = content.get().get(type);
        if (media.isEmpty()) {
            problems.add(operation + " " + exchange.status() + " has no media type " + type);
        } else if (exchange.body() != null && !exchange.method().equals("HEAD")) {
            bodies.check(media.get(), type, exchange.body(), problems);
        }
    }

    private void checkHeaders(Place response, Exchange exchange, List<String> problems) {
        Optional<Place> declared = response.get("headers");
        for (String name : declared.map(Place::names).orElse(List.of())) {
            Place header = declared.orElseThrow().get(name).orElseThrow();
            Optional<String> value = exchange.headers().firstValue(name);
            if (value.isEmpty() && header.node().path("required").asBoolean(false)) {
                problems.add("header " + name + " is missing");
            }
            value.ifPresent(text -> shapes.problems(header.schema("schema").orElseThrow(), scalar(text)).stream()
                    .map(problem -> "header " + name + ": " + problem)
                    .forEach(problems::add));
        }
        TELLING.stream()
                .filter(name -> exchange.headers().firstValue(name).isPresent())
                .filter(name -> declared.flatMap(all -> all.get(name)).isEmpty())
                .forEach(name -> problems.add("header " + name + " is not in the document"));
    }

    /** A number or a truth value is sent as its text. */
    private static JsonNode scalar(String text) {
        if (text.matches("\\d{1,18}")) {
            return JsonNodeFactory.instance.numberNode(Long.parseLong(text));
        }
        return text.matches("true|false")
                ? JsonNodeFactory.instance.booleanNode(Boolean.parseBoolean(text))
                : JsonNodeFactory.instance.stringNode(text);
    }

    private void checkQuestion(Operation operation, Exchange exchange, List<String> problems) {
        List<String> known = operation.parameters("query");
        if (!operation.path().startsWith("/query/data")) {
            exchange.parameters().stream()
                    .filter(name -> !known.contains(name) && !ALWAYS.contains(name))
                    .forEach(name -> problems.add("query parameter " + name + " is not in the document"));
        }
        Optional<Place> body = operation.place().get("requestBody");
        // One of a GET has no meaning by itself (RFC 9110, 9.3.1).
        boolean meansNothing = body.isEmpty() && exchange.method().equals("GET");
        if (exchange.question() == null || exchange.question().isEmpty() || meansNothing) {
            return;
        }
        Optional<Place> media = body.flatMap(declared -> declared.get("content"))
                .flatMap(content -> content.get(exchange.questionType()));
        if (media.isEmpty()) {
            problems.add(operation + " takes no body of " + exchange.questionType());
        } else if (exchange.questionType().endsWith("json")) {
            List<String> found = new ArrayList<>();
            bodies.check(media.get(), "application/json", exchange.question(), found);
            found.forEach(problem -> problems.add("the request, which was accepted: " + problem));
        }
    }
}
