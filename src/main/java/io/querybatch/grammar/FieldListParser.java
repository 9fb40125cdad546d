package io.querybatch.grammar;

import io.querybatch.query.Quotation;
import java.util.ArrayList;
import java.util.List;

/** Reads lists of fields: {@code date, impressions} (contract B §5.3). */
public final class FieldListParser {

    private FieldListParser() {}

    /**
     * The names in the order given, blanks around them removed, duplicates kept; at least one.
     *
     * @throws GrammarException if a name is empty or has blanks inside
     */
    public static List<String> parse(String text) throws GrammarException {
        List<String> fields = new ArrayList<>();
        for (CommaList.Entry entry : CommaList.split(text)) {
            String field = entry.first().text();
            if (entry.words().size() > 1) {
                throw new GrammarException(
                        "expected a comma after " + Quotation.of(field),
                        entry.words().get(1).position());
            }
            fields.add(field);
        }
        return List.copyOf(fields);
    }
}
