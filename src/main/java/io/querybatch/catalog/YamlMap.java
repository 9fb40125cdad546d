package io.querybatch.catalog;

import io.querybatch.query.Spelling;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** A mapping of a catalog file, read strictly; what is wrong is reported with file and line, and reading goes on. */
final class YamlMap {

    private final String file;
    private final Node place;
    private final Map<String, Node> values = new LinkedHashMap<>();
    private final Map<String, Node> keys = new LinkedHashMap<>();
    private final List<String> problems;

    /** Reads {@code node}, which must be a mapping with only the {@code known} keys. */
    YamlMap(String file, Node node, List<String> known, List<String> problems) {
        this.file = file;
        this.place = node;
        this.problems = problems;
        if (node instanceof MappingNode mapping) {
            mapping.getValue().forEach(tuple -> take(tuple, known));
        } else {
            problem(node, "must be a mapping with the keys " + String.join(", ", known));
        }
    }

    private void take(NodeTuple tuple, List<String> known) {
        String key = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
        if (!known.contains(key)) {
            problem(
                    tuple.getKeyNode(),
                    "unknown key \"" + key + "\""
                            + Spelling.nearest(key, known)
                                    .map(word -> ", did you mean \"" + word + "\"?")
                                    .orElse("; known are " + String.join(", ", known)));
        }
        keys.put(key, tuple.getKeyNode());
        values.put(key, tuple.getValueNode());
    }

    boolean has(String key) {
        return values.containsKey(key);
    }

    /** The text at a key that must be there. */
    String required(String key) {
        if (!has(key)) {
            problem(place, "\"" + key + "\" is missing");
            return "";
        }
        return text(key, "");
    }

    /** The text at a key that must be there and look like {@code form}. */
    String required(String key, Pattern form) {
        String text = required(key);
        if (!text.isEmpty() && !form.matcher(text).matches()) {
            problem(key, "\"" + text + "\" is not of the form " + form);
        }
        return text;
    }

    String text(String key, String absent) {
        Node value = values.get(key);
        if (value == null) {
            return absent;
        }
        if (value instanceof ScalarNode scalar && !scalar.getValue().isBlank()) {
            return scalar.getValue().strip();
        }
        problem(key, "\"" + key + "\" must be a text");
        return absent;
    }

    /** The text at a key as it is, which may be empty. */
    String anyText(String key) {
        return values.get(key) instanceof ScalarNode scalar ? scalar.getValue() : text(key, "");
    }

    /** The value at a key, by a parser that throws for anything it cannot read. */
    <T> T value(String key, Function<String, T> parser, T absent, String form) {
        String text = text(key, null);
        if (text == null) {
            return absent;
        }
        try {
            return parser.apply(text);
        } catch (RuntimeException e) {
            problem(key, "\"" + key + "\" must be " + form);
            return absent;
        }
    }

    boolean flag(String key) {
        String text = text(key, "false");
        if (!text.equals("true") && !text.equals("false")) {
            problem(key, "\"" + key + "\" must be true or false");
        }
        return text.equals("true");
    }

    /** Whether a single word stands at a key, where usually there is more. */
    boolean is(String key, String word) {
        return values.get(key) instanceof ScalarNode scalar && scalar.getValue().equals(word);
    }

    /** The mapping at a key, if there is one. */
    Optional<YamlMap> map(String key, List<String> known) {
        return has(key) ? Optional.of(new YamlMap(file, values.get(key), known, problems)) : Optional.empty();
    }

    /** The mappings listed at a key; none when it is absent. */
    List<YamlMap> maps(String key, List<String> known) {
        List<YamlMap> maps = new ArrayList<>();
        Node value = values.get(key);
        if (value instanceof SequenceNode sequence) {
            sequence.getValue().forEach(node -> maps.add(new YamlMap(file, node, known, problems)));
        } else if (value != null) {
            problem(key, "\"" + key + "\" must be a list");
        }
        return maps;
    }

    /** The texts of the mapping at a key, in order. */
    Map<String, String> texts(String key) {
        Map<String, String> texts = new LinkedHashMap<>();
        if (values.get(key) instanceof MappingNode mapping) {
            for (NodeTuple tuple : mapping.getValue()) {
                if (tuple.getKeyNode() instanceof ScalarNode name && tuple.getValueNode() instanceof ScalarNode value) {
                    texts.put(name.getValue(), value.getValue());
                } else {
                    problem(tuple.getKeyNode(), "must be a name and a text");
                }
            }
        } else if (has(key)) {
            problem(key, "\"" + key + "\" must be a mapping");
        }
        return texts;
    }

    /** Reports something about a key, or about the mapping when the key is absent. */
    void problem(String key, String text) {
        problem(keys.getOrDefault(key, place), text);
    }

    private void problem(Node node, String text) {
        int line = node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
        problems.add(file + ":" + line + ": " + text);
    }
}
