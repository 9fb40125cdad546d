package io.querybatch.reference;

import io.querybatch.testing.Project;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code server-config/querybatch.properties}: sections of settings, each below what is said of it. */
final class DescribedSettings {

    private static final Pattern SECTION = Pattern.compile("# --- (.*?) -+");
    private static final Pattern SETTING = Pattern.compile("#([a-z][a-z0-9.-]+)=(.*)");
    private static final Pattern COMMENT = Pattern.compile("# (.*)");

    private final List<Section> sections = new ArrayList<>();
    private String said = "";
    private boolean open;

    /** Settings under one heading. */
    record Section(String name, List<Entry> entries) {}

    /** What is said of one setting, or of some together. */
    record Entry(String meaning, List<Setting> settings) {}

    /** One setting; {@code absent} is its default, empty if there is none, or it cannot be written down. */
    record Setting(String name, String absent) {}

    private DescribedSettings() {}

    static List<Section> read() {
        try {
            DescribedSettings described = new DescribedSettings();
            Files.readAllLines(Project.base().resolve("server-config/querybatch.properties"))
                    .forEach(described::take);
            return described.sections;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void take(String line) {
        Matcher section = SECTION.matcher(line);
        Matcher setting = SETTING.matcher(line);
        Matcher comment = COMMENT.matcher(line);
        if (section.matches()) {
            sections.add(new Section(section.group(1), new ArrayList<>()));
            said = "";
        } else if (setting.matches()) {
            take(new Setting(setting.group(1), setting.group(2)));
        } else if (comment.matches() && !sections.isEmpty()) {
            said = open ? said + " " + comment.group(1) : comment.group(1);
            open = true;
        } else {
            open = false;
        }
    }

    private void take(Setting setting) {
        List<Entry> entries = sections.get(sections.size() - 1).entries();
        if (open) {
            entries.add(new Entry(said, new ArrayList<>()));
        }
        entries.get(entries.size() - 1).settings().add(setting);
        open = false;
    }
}
