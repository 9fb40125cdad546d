package io.querybatch.testing.openapi;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectMapper;

/** Bodies, held against what the document says of their media type. */
final class Bodies {

    /** Longer texts, without a place where they could be cut, are not looked at. */
    private static final int LONGEST = 5_000_000;

    /** Lines of a text that are looked at. */
    private static final int LINES = 200;

    private static final Pattern EVENT = Pattern.compile("(?m)^event: (\\w+)\\ndata: (.*)$");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Shapes shapes;

    Bodies(Shapes shapes) {
        this.shapes = shapes;
    }

    /** What lines are, a media type says in {@code x-line-schema}; what events are, in {@code x-event-schemas}. */
    void check(Place media, String type, String body, List<String> problems) {
        Optional<Place> lines = media.schema("x-line-schema");
        media.get("x-event-schemas").ifPresent(events -> checkEvents(events, body, problems));
        if (lines.isPresent()) {
            body.lines().limit(LINES).forEach(line -> checkJson(lines.get(), line, problems));
        } else if (type.endsWith("json") && body.length() <= LONGEST) {
            media.schema("schema").ifPresent(schema -> checkJson(schema, body, problems));
        }
    }

    private void checkEvents(Place events, String body, List<String> problems) {
        Matcher event = EVENT.matcher(body);
        for (int i = 0; i < LINES && event.find(); i++) {
            String data = event.group(2);
            events.schema(event.group(1))
                    .ifPresentOrElse(
                            schema -> checkJson(schema, data, problems),
                            () -> problems.add("there is no such event: " + data));
        }
    }

    void checkJson(Place schema, String text, List<String> problems) {
        try {
            problems.addAll(shapes.problems(schema, JSON.readTree(text)));
        } catch (JacksonException e) {
            problems.add("not JSON: " + e.getOriginalMessage());
        }
    }
}
