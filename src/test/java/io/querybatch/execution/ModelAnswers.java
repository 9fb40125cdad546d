package io.querybatch.execution;

import io.querybatch.query.BatchItem;
import io.querybatch.query.OutputFormat;
import io.querybatch.results.ResultKey;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** The latest attempt at each question, as one transaction of {@link ModelStore} sees it. */
final class ModelAnswers {

    private static final AnswerKeys.Asker ANYBODY = new AnswerKeys.Asker("", "");

    private final AnswerKeys keys;
    private final Map<String, ResultKey> attempts;
    private final Function<ResultKey, KnownAnswer> look;
    private final Set<String> asked = new HashSet<>();

    /** {@code attempts} are those of all transactions; {@code look} tells what has become of one, or null. */
    ModelAnswers(AnswerKeys keys, Map<String, ResultKey> attempts, Function<ResultKey, KnownAnswer> look) {
        this.keys = keys;
        this.attempts = attempts;
        this.look = look;
    }

    /** The latest attempt at a question, or null. */
    KnownAnswer known(String key) {
        ResultKey attempt = attempts.get(key);
        return attempt == null ? null : look.apply(attempt);
    }

    Set<String> asked() {
        return asked;
    }

    void expect(String key, ResultKey attempt) {
        attempts.put(key, attempt);
    }

    /** What a query asks, or null. */
    Question question(String tenant, BatchItem item, int n, long accepted, long now) {
        AnswerKeys.Sharing sharing = keys.of(ANYBODY, OutputFormat.JSON, item).orElse(null);
        return sharing == null
                ? null
                : new Question(tenant + sharing.key().apply(item.query(n)), Instant.ofEpochMilli(accepted))
                        .acceptingFrom(Instant.ofEpochMilli(now).minus(sharing.maxAge()));
    }
}
