package io.querybatch.security;

import java.util.Optional;

/** Knows callers who come with a key where others have a token. */
public interface KeyHolders {

    /**
     * Who sent this.
     *
     * @param authorization the header of that name, or null
     * @return empty if it is no key, or none that opens anything
     */
    Optional<Caller> holder(String authorization);
}
