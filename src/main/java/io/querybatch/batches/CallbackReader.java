package io.querybatch.batches;

import io.querybatch.parameters.Members;
import java.util.Optional;

/** Reads whom to call when a batch has stopped: a URL and a secret, both or neither. */
final class CallbackReader {

    private static final String URL = "callback_url";
    private static final String SECRET = "callback_secret";
    private static final int MAX_URL = 2_048;
    private static final int MAX_SECRET = 128;

    private CallbackReader() {}

    /** Null if there is none, or something is wrong with it. */
    static Callback read(Members members, CallbackRules rules) {
        boolean named = members.has(URL);
        boolean signed = members.has(SECRET);
        String url = members.text(URL, MAX_URL, null);
        String secret = members.text(SECRET, MAX_SECRET, null);
        boolean callable = url != null && isGood(members, URL, rules.wrongWithUrl(url));
        boolean usable = secret != null && isGood(members, SECRET, rules.wrongWithSecret(secret));
        if (named != signed) {
            members.wrong(named ? SECRET : URL, "is required with " + (named ? URL : SECRET));
        }
        return callable && usable ? new Callback(url, rules.seal(secret)) : null;
    }

    private static boolean isGood(Members members, String name, Optional<String> wrong) {
        wrong.ifPresent(what -> members.wrong(name, what));
        return wrong.isEmpty();
    }
}
