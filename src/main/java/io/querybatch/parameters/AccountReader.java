package io.querybatch.parameters;

import io.querybatch.grammar.GrammarException;
import io.querybatch.grammar.RegexText;
import io.querybatch.planning.AccountChoice;
import jakarta.json.JsonObject;

/** Reads {@code ds_accounts}: names and lists, or patterns (contract B §5.2). */
final class AccountReader {

    private static final String MEMBER = "ds_accounts";

    private AccountReader() {}

    /** The choice; null when the caller made none. */
    static AccountChoice read(Members members) {
        if (!members.has(MEMBER)) {
            return null;
        }
        return members.get(MEMBER) instanceof JsonObject object
                ? pattern(members.inner(MEMBER, object))
                : new AccountChoice.Named(Names.required(members, MEMBER, "account ids"));
    }

    private static AccountChoice pattern(Members object) {
        RegexText id = regex(object, "filter_id");
        RegexText name = regex(object, "filter_name");
        if (!object.has("filter_id") && !object.has("filter_name")) {
            object.wrong("filter_id", "filter_id or filter_name is required");
        }
        object.refuseOthers();
        return new AccountChoice.Matching(id, name);
    }

    private static RegexText regex(Members object, String member) {
        String text = object.text(member, RegexText.MAX_LENGTH, null);
        if (text == null) {
            return null;
        }
        try {
            return RegexText.parse(text);
        } catch (GrammarException e) {
            object.wrong(member, e.getMessage());
            return null;
        }
    }
}
