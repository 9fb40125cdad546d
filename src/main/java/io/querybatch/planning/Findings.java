package io.querybatch.planning;

import io.querybatch.errors.ErrorCode;
import io.querybatch.errors.Violation;
import io.querybatch.query.Quotation;
import io.querybatch.query.Spelling;
import java.util.Collection;
import java.util.List;

/** Collects what is wrong with one item. */
final class Findings {

    private final String pointer;
    private final List<Violation> violations;

    Findings(String pointer, List<Violation> violations) {
        this.pointer = pointer;
        this.violations = violations;
    }

    void add(String member, String detail) {
        violations.add(new Violation(pointer + member, ErrorCode.UNPROCESSABLE_ENTITY, detail));
    }

    void deny(String member, String detail) {
        violations.add(new Violation(pointer + member, ErrorCode.PERMISSION_ERROR, detail));
    }

    /** A word that is not among those known; the nearest of them is suggested. */
    void unknown(String member, String what, String word, Collection<String> known) {
        String suggestion = Spelling.nearest(word, known)
                .map(nearest -> ", did you mean \"" + nearest + "\"?")
                .orElse("");
        add(member, "unknown " + what + " " + Quotation.of(word) + suggestion);
    }

    int count() {
        return violations.size();
    }
}
