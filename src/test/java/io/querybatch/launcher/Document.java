package io.querybatch.launcher;

import io.querybatch.testing.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;

/** The blocks of a document, in its order: what is to be pasted, and what is said to come of it. */
record Document(List<Block> blocks) {

    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w*)\\n(.*?)^```$");

    /** What stands between two fences; {@code language} is empty for what something prints. */
    record Block(String language, String text) {}

    /** A document of the project, such as {@code docs/cli.md}. */
    static Document of(String path) throws IOException {
        return new Document(BLOCK.matcher(Files.readString(Project.base().resolve(path)))
                .results()
                .map(match -> new Block(match.group(1), match.group(2)))
                .toList());
    }

    /** All blocks of a language. */
    List<String> in(String language) {
        return blocks.stream()
                .filter(block -> block.language().equals(language))
                .map(Block::text)
                .toList();
    }

    /** The first block to be pasted that has {@code marker} in it. */
    String with(String marker) {
        return blocks.stream()
                .filter(block -> block.language().matches("sh|java"))
                .map(Block::text)
                .filter(text -> text.contains(marker))
                .findFirst()
                .orElseThrow();
    }
}
