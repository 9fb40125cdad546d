package io.querybatch.planning;

import io.querybatch.errors.ErrorCode;
import io.querybatch.errors.QueryFailure;
import io.querybatch.errors.Violation;
import io.querybatch.query.Quotation;
import io.querybatch.query.Spelling;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Collects what is wrong with one item. */
final class Findings {

    private final String pointer;
    private final List<Violation> violations = new ArrayList<>();
    private ErrorCode failure;

    Findings(String pointer) {
        this.pointer = pointer;
    }

    void add(String member, String detail) {
        add(member, detail, ErrorCode.UNPROCESSABLE_ENTITY);
    }

    /** Something that is not there, or no longer; {@code missing} is what a query fails with for that. */
    void add(String member, String detail, ErrorCode missing) {
        violations.add(new Violation(pointer + member, ErrorCode.UNPROCESSABLE_ENTITY, detail));
        if (failure == null || failure == ErrorCode.QUERY_PERMISSION_REVOKED) {
            failure = missing;
        }
    }

    void deny(String member, String detail) {
        violations.add(new Violation(pointer + member, ErrorCode.PERMISSION_ERROR, detail));
        if (failure == null) {
            failure = ErrorCode.QUERY_PERMISSION_REVOKED;
        }
    }

    /** A word that is not among those known; the nearest of them is suggested. */
    void unknown(String member, String what, String word, Collection<String> known, ErrorCode missing) {
        String suggestion = Spelling.nearest(word, known)
                .map(nearest -> ", did you mean \"" + nearest + "\"?")
                .orElse("");
        add(member, "unknown " + what + " " + Quotation.of(word) + suggestion, missing);
    }

    int count() {
        return violations.size();
    }

    List<Violation> violations() {
        return violations;
    }

    /** What a query of that item fails with: its rights if they are all that is missing, else what was found first. */
    QueryFailure failure() {
        // It is stored, and PostgreSQL has no such character.
        return new QueryFailure(failure, Violation.listed(violations).replace('\0', '\uFFFD'));
    }
}
