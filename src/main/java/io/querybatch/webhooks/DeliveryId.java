package io.querybatch.webhooks;

import io.querybatch.query.BatchId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Identifies one delivery of a batch: {@code {batch_id}_delivery_{n}}.
 *
 * @param batch the batch
 * @param n the first is 1, those that were asked for follow
 */
public record DeliveryId(BatchId batch, int n) {

    private static final Pattern FORM = Pattern.compile("(qrb_[0-9a-f]{20})_delivery_([1-9][0-9]{0,8})");

    /** Reads an identifier sent by a caller; empty when it cannot be one of ours. */
    static Optional<DeliveryId> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        return matcher.matches()
                ? Optional.of(new DeliveryId(new BatchId(matcher.group(1)), Integer.parseInt(matcher.group(2))))
                : Optional.empty();
    }

    /** The same for all that tell of the same: who has it already knows it by this. */
    String webhookId() {
        return "msg_" + batch.value().substring(batch.value().indexOf('_') + 1);
    }

    @Override
    public String toString() {
        return batch + "_delivery_" + n;
    }
}
