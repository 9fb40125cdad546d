package io.querybatch.platform;

import java.nio.file.Path;

/** JDBC addresses of the store. */
final class StoreUrl {

    private StoreUrl() {}

    /**
     * The embedded store: H2 in a file, speaking PostgreSQL. {@code WRITE_DELAY=0} because a commit must be in the file
     * before it is answered, not half a second later; closing is the application's business, not a shutdown hook's; and a claim and an
     * outcome take more than eight statements, which is all that H2 would keep parsed.
     */
    static String embedded(Path file) {
        return "jdbc:h2:file:" + file + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH"
                + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;LOCK_TIMEOUT=10000;QUERY_CACHE_SIZE=100";
    }

    /** Whether it names an embedded database that has no file. */
    static boolean isInMemory(String url) {
        return url.startsWith("jdbc:h2:mem:");
    }

    /** Whether it names the embedded database. */
    static boolean isH2(String url) {
        return url.startsWith("jdbc:h2:");
    }
}
