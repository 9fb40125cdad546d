package io.querybatch.http;

/** {@code If-None-Match} (RFC 9110 §13.1.2). */
public final class EntityTags {

    private EntityTags() {}

    /**
     * Whether the caller has the version of that tag already; weak and strong tags compare alike here.
     *
     * @param ifNoneMatch the header, or null
     * @param tag a tag without its quotes
     */
    public static boolean match(String ifNoneMatch, String tag) {
        if (ifNoneMatch == null) {
            return false;
        }
        for (String known : ifNoneMatch.split(",", -1)) {
            String text = known.strip();
            if (text.equals("*") || text.replaceFirst("^W/", "").equals('"' + tag + '"')) {
                return true;
            }
        }
        return false;
    }
}
