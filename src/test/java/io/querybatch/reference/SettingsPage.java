package io.querybatch.reference;

import io.querybatch.reference.DescribedSettings.Entry;
import io.querybatch.reference.DescribedSettings.Section;
import io.querybatch.reference.DescribedSettings.Setting;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Every setting of the server. */
final class SettingsPage implements Page {

    @Override
    public String body() {
        StringBuilder text = new StringBuilder("""
            # Settings

            Each is an environment variable, a system property (`-Dquerybatch.db.url=…`), or comes from any other source of MicroProfile
            Config that the application server knows. The same list to copy from: [querybatch.properties](../../server-config/querybatch.properties).
            What looks like a setting and is none is told at start, with the name that was probably meant.
            """);
        for (Section section : DescribedSettings.read()) {
            Table table = new Table("setting", "variable", "default", "");
            section.entries().forEach(entry -> row(table, entry));
            text.append("\n## ").append(section.name()).append("\n\n").append(table);
        }
        return text.toString();
    }

    private static void row(Table table, Entry entry) {
        table.row(
                lines(entry, setting -> "`" + setting.name() + "`"),
                lines(entry, setting -> "`" + variable(setting) + "`"),
                lines(entry, setting -> setting.absent().isEmpty() ? "–" : "`" + setting.absent() + "`"),
                entry.meaning());
    }

    private static String variable(Setting setting) {
        return setting.name().replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }

    /** One for each of its settings. */
    static String lines(Entry entry, Function<Setting, String> text) {
        return entry.settings().stream().map(text).collect(Collectors.joining("<br>"));
    }
}
