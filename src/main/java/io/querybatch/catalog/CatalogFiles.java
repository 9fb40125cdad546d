package io.querybatch.catalog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads the catalog: every {@code *.yaml} and {@code *.yml} file of a folder is one data source. */
public final class CatalogFiles {

    private CatalogFiles() {}

    /** Reads all data sources; variables are those of the environment. */
    public static List<DataSourceDefinition> load(Path folder) throws CatalogException {
        return load(folder, Variables.ofEnvironment());
    }

    /**
     * Reads all data sources, in the order of their file names.
     *
     * @throws CatalogException with every problem of every file
     */
    public static List<DataSourceDefinition> load(Path folder, Variables variables) throws CatalogException {
        List<String> problems = new ArrayList<>();
        List<DataSourceDefinition> definitions = new ArrayList<>();
        Map<String, String> fileOfSource = new HashMap<>();
        for (Path file : files(folder)) {
            String name = String.valueOf(file.getFileName());
            compose(file, name, problems).ifPresent(node -> {
                YamlMap map = new YamlMap(name, node, DefinitionReader.keys(), problems);
                DataSourceDefinition definition = new DefinitionReader(folder, variables).read(map);
                String other = fileOfSource.putIfAbsent(definition.id(), name);
                if (other != null && !definition.id().isEmpty()) {
                    map.problem("ds_id", "data source \"" + definition.id() + "\" is already defined in " + other);
                }
                definitions.add(definition);
            });
        }
        if (definitions.isEmpty() && problems.isEmpty()) {
            problems.add("the catalog folder has no *.yaml file");
        }
        if (!problems.isEmpty()) {
            throw new CatalogException(problems);
        }
        return definitions;
    }

    private static List<Path> files(Path folder) throws CatalogException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(file ->
                            file.toString().endsWith(".yaml") || file.toString().endsWith(".yml"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new CatalogException(List.of("the catalog folder cannot be read"));
        }
    }

    private static Optional<Node> compose(Path file, String name, List<String> problems) {
        try {
            LoadSettings settings = LoadSettings.builder()
                    .setLabel(name)
                    .setAllowDuplicateKeys(false)
                    .setUseMarks(true)
                    .build();
            Optional<Node> node = new Compose(settings).composeString(Files.readString(file));
            if (node.isEmpty()) {
                problems.add(name + ":1: the file is empty");
            }
            return node;
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
            problems.add(name + ":" + line + ": " + e.getProblem());
        } catch (IOException | YamlEngineException e) {
            problems.add(name + ":1: the file cannot be read as YAML");
        }
        return Optional.empty();
    }
}
