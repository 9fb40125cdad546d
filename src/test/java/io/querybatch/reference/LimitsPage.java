package io.querybatch.reference;

import io.querybatch.catalog.CatalogFormat;
import io.querybatch.reference.DescribedSettings.Setting;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Everything that is bounded: by a setting, by the catalog, by the API, by the code. */
final class LimitsPage implements Page {

    /** A bound that nobody can set. */
    private record Fixed(String source, String constant, String meaning) {}

    private static final List<Fixed> FIXED = List.of(
            new Fixed("http/Patience", "MAX_SECONDS", "seconds that a status is held (`Prefer: wait`)"),
            new Fixed(
                    "batches/BatchWaits",
                    "MOST_OF_TENANT",
                    "requests of a tenant that one server lets wait; more are answered at once"),
            new Fixed(
                    "downloads/Downloads",
                    "MOST_OF_TENANT",
                    "readers of whole batches or of events, of a tenant at one server"),
            new Fixed("downloads/Downloads", "MOST", "the same, of all tenants"),
            new Fixed(
                    "downloads/BatchResultsResource",
                    "LONGEST",
                    "length of an answer with results line by line; it can be gone on from"),
            new Fixed("downloads/EventsResource", "LONGEST", "length of an answer with events; likewise"),
            new Fixed("singles/DataRequest", "MAX_WAIT_SECONDS", "seconds of `sync_timeout`"),
            new Fixed(
                    "singles/SubmitSingle", "TIMEOUT_MINUTES", "minutes that a query alone may take, waiting included"),
            new Fixed("singles/SubmitSingle", "DEFAULT_MAX_ROWS", "rows of a query alone that says no `max_rows`"),
            new Fixed("planning/ItemResolver", "DEFAULT_MAX_COLUMNS", "columns made of values, without `max_columns`"),
            new Fixed("grammar/FilterParser", "MAX_LENGTH", "characters of a filter"),
            new Fixed("grammar/FilterParser", "MAX_COMPARISONS", "comparisons in it"),
            new Fixed("grammar/FilterParser", "MAX_DEPTH", "parentheses in parentheses"),
            new Fixed("grammar/RegexText", "MAX_LENGTH", "characters of a regular expression"),
            new Fixed(
                    "answers/Regexes",
                    "MAX_VALUES",
                    "values of a dimension that are matched here, for engines without such expressions"),
            new Fixed(
                    "answers/FusedStatement",
                    "MOST_REQUESTS",
                    "accounts that a shared scan names; for more there are several"),
            new Fixed("answers/DealtRows", "MOST", "rows of a shared scan; with more its queries run alone"));

    private static final Pattern LIMIT = Pattern.compile("querybatch\\.(limits|quotas)\\.");

    @Override
    public String body() {
        return """
            # Limits

            What goes beyond is refused with the limit in the error, before anything is stored or run.

            ## Of a server, by settings

            %s
            ## Of a data source, by `limits` in the catalog

            %s
            ## Of requests, by the API

            As `/openapi` describes it.

            %s
            ## Fixed

            %s\
            """.formatted(ofServer(), ofSource(), DescribedBounds.table(), fixed());
    }

    private static Table ofServer() {
        Table table = new Table("setting", "default", "");
        DescribedSettings.read().stream()
                .flatMap(section -> section.entries().stream())
                .filter(entry -> LIMIT.matcher(entry.settings().get(0).name()).lookingAt())
                .forEach(entry -> table.row(
                        SettingsPage.lines(entry, setting -> "`" + setting.name() + "`"),
                        SettingsPage.lines(entry, LimitsPage::number),
                        entry.meaning()));
        return table;
    }

    private static String number(Setting setting) {
        return String.format(Locale.ROOT, "%,d", Long.parseLong(setting.absent()));
    }

    private static Table ofSource() {
        Table table = new Table("key", "default", "");
        CatalogFormat.LIMITS.forEach(key -> table.row("`" + key.name() + "`", key.absent(), key.meaning()));
        return table;
    }

    private static Table fixed() {
        Table table = new Table("at most", "");
        FIXED.forEach(fixed -> table.row(Source.of(fixed.source()).value(fixed.constant()), fixed.meaning()));
        return table;
    }
}
