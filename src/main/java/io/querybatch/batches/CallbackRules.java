package io.querybatch.batches;

import java.util.Optional;

/** Which callbacks this server accepts. Known to those who call, asked by those who read submissions. */
public interface CallbackRules {

    /** What is wrong with a URL, in words for who sent it; empty if it may be called. */
    Optional<String> wrongWithUrl(String url);

    /** What is wrong with a secret, in words for who sent it. */
    Optional<String> wrongWithSecret(String secret);

    /** A good secret as it is stored. */
    String seal(String secret);
}
