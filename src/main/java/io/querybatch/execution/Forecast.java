package io.querybatch.execution;

import io.querybatch.query.BatchItem;
import io.querybatch.query.OutputFormat;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * What running a batch would come to, if it began now and nothing failed.
 *
 * @param scans how often data sources would be asked
 * @param cached queries whose answers are there already
 * @param shared queries that others ask too, in the batch or running now: they would have their answers
 */
public record Forecast(int scans, int cached, int shared) {

    /** Answers are looked up so many at once. */
    private static final int GROUP = 1_000;

    /** Makes forecasts. */
    static final class Forecaster {

        private final AnswerKeys keys;
        private final ToIntFunction<String> widths;
        private final Function<Collection<String>, Map<String, KnownAnswer>> answers;
        private int scans;
        private int cached;
        private int shared;

        /**
         * For one batch.
         *
         * @param widths most queries that one scan of a data source may answer
         * @param answers finds the latest attempts at questions, by their keys
         */
        Forecaster(
                AnswerKeys keys,
                ToIntFunction<String> widths,
                Function<Collection<String>, Map<String, KnownAnswer>> answers) {
            this.keys = keys;
            this.widths = widths;
            this.answers = answers;
        }

        private record Asked(BatchItem item, int n, Question question) {}

        Forecast of(List<BatchItem> items, AnswerKeys.Asker asker, OutputFormat format, Instant now) {
            List<Asked> queries = queries(items, asker, format, now);
            Map<String, KnownAnswer> known = known(queries);
            Set<String> asked = new HashSet<>();
            Allotment allotment = null;
            String source = null;
            for (Asked query : queries) {
                String its = query.item().spec().dataSource();
                if (!its.equals(source)) {
                    source = its;
                    Grant all = new Grant(null, asker.tenant(), source, Integer.MAX_VALUE, widths.applyAsInt(source));
                    allotment = new Allotment(all, known::get, asked, now);
                }
                count(
                        query.n(),
                        allotment
                                .next(query.n(), query.item().spec().kind(), query.question(), false)
                                .orElseThrow());
            }
            return new Forecast(scans, cached, shared);
        }

        private List<Asked> queries(List<BatchItem> items, AnswerKeys.Asker asker, OutputFormat format, Instant now) {
            List<Asked> queries = new ArrayList<>();
            for (BatchItem item : items) {
                AnswerKeys.Sharing sharing = keys.of(asker, format, item).orElse(null);
                for (int n = item.firstN(); n <= item.lastN(); n++) {
                    queries.add(new Asked(item, n, question(sharing, item, n, now)));
                }
            }
            return queries;
        }

        private static Question question(AnswerKeys.Sharing sharing, BatchItem item, int n, Instant now) {
            return sharing == null
                    ? null
                    : new Question(sharing.key().apply(item.query(n)), now.minus(sharing.maxAge()));
        }

        private Map<String, KnownAnswer> known(List<Asked> queries) {
            List<String> wanted = queries.stream()
                    .filter(query -> query.question() != null)
                    .map(query -> query.question().key())
                    .distinct()
                    .toList();
            Map<String, KnownAnswer> known = new HashMap<>();
            for (int from = 0; from < wanted.size(); from += GROUP) {
                known.putAll(answers.apply(wanted.subList(from, Math.min(from + GROUP, wanted.size()))));
            }
            return known;
        }

        private void count(int n, Allotment.Way way) {
            if (way instanceof Allotment.Scans scan) {
                scans += scan.place().scan() == n ? 1 : 0;
            } else if (way instanceof Allotment.Reuses) {
                cached++;
            } else {
                shared++;
            }
        }
    }
}
