package io.querybatch.results.s3;

import io.querybatch.query.BatchId;
import io.querybatch.results.ResultKey;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;

/**
 * What objects are called: {@code <prefix><batch id>/<n>-<fence>.qbr}, packs {@code .qbp}.
 *
 * @param prefix what all names begin with; empty, or ends with a slash
 */
record ObjectNames(String prefix) {

    String result(ResultKey key) {
        return folder(key.query().batch()) + key.fileName();
    }

    String pack(ResultKey lead) {
        return folder(lead.query().batch()) + lead.packName();
    }

    /** With its slash, so that no batch's name is the begin of another's. */
    String folder(BatchId batch) {
        return prefix + batch.value() + "/";
    }

    /** What the names of a shard's objects begin with. */
    String shard(int shard) {
        return prefix + "qrb_" + HexFormat.of().toHexDigits((byte) shard);
    }

    /** The batch that an object belongs to; empty if it belongs to none. */
    Optional<BatchId> batch(String name) {
        return BatchId.parse(belowPrefix(name).split("/", 2)[0]);
    }

    /** What an object is called wherever the results are. */
    String belowPrefix(String name) {
        return name.substring(prefix.length());
    }

    /** Another one each time. */
    String check() {
        return prefix + "check-" + UUID.randomUUID();
    }
}
