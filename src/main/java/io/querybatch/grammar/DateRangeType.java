package io.querybatch.grammar;

import io.querybatch.query.DateRange;
import java.time.LocalDate;

/** WIP */
public final class DateRangeType {
    private DateRangeType() {}

    public static DateRange resolve(String text, LocalDate today) throws GrammarException {
        if (text.equals("yesterday")) {
            return new DateRange(today.minusDays(1), today.minusDays(1));
        }
        throw new GrammarException("unknown", 0);
    }
}
