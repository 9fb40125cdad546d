package io.querybatch.planning;

import io.querybatch.catalog.DataSource;
import io.querybatch.errors.ErrorCode;
import io.querybatch.grammar.DateRangeType;
import io.querybatch.grammar.DateText;
import io.querybatch.grammar.GrammarException;
import io.querybatch.query.DateRange;
import io.querybatch.query.PeriodComparison;
import io.querybatch.query.PeriodComparison.Period;
import io.querybatch.query.PeriodComparison.Show;
import java.time.LocalDate;
import java.util.Map;

/** Resolves the dates of one item, once and for all: relative dates are seen from {@code today}. */
final class ItemDates {

    private static final String CUSTOM = "custom";
    private static final Map<String, Period> PERIODS = Map.of(
            "previous_range", Period.PREVIOUS_RANGE, "previous_year", Period.PREVIOUS_YEAR, CUSTOM, Period.CUSTOM);

    private final DataSource source;
    private final LocalDate today;
    private final Findings findings;

    ItemDates(DataSource source, LocalDate today, Findings findings) {
        this.source = source;
        this.today = today;
        this.findings = findings;
    }

    /** The days asked for; null when there are none or something is wrong. */
    DateRange resolve(DateChoice choice) {
        boolean given =
                choice.hasDates() || (choice.type() != null && !choice.type().equals(CUSTOM));
        if (!source.hasDates()) {
            if (given) {
                String member = choice.hasDates() ? "/start_date" : "/date_range_type";
                findings.add(member, "data source \"" + source.definition().id() + "\" has no dates");
            }
            return null;
        }
        if (choice.hasDates() || CUSTOM.equals(choice.type())) {
            return range(choice, "/start_date", "/end_date");
        }
        return given ? named(choice.type()) : null;
    }

    private DateRange named(String type) {
        try {
            return DateRangeType.resolve(type, today);
        } catch (GrammarException e) {
            findings.add("/date_range_type", e.problem());
            return null;
        }
    }

    private DateRange range(DateChoice choice, String startMember, String endMember) {
        LocalDate start = date(choice.start(), startMember);
        LocalDate end = date(choice.end(), endMember);
        if (start == null || end == null) {
            return null;
        }
        if (end.isBefore(start)) {
            findings.add(endMember, end + " is before " + startMember.substring(1) + " " + start);
            return null;
        }
        return new DateRange(start, end);
    }

    private LocalDate date(String text, String member) {
        if (text == null) {
            findings.add(member, "is required when the other date is given");
            return null;
        }
        try {
            return DateText.parse(text, today);
        } catch (GrammarException e) {
            findings.add(member, e.getMessage());
            return null;
        }
    }

    /** The comparison asked for; null when there is none or something is wrong. */
    PeriodComparison comparison(DateChoice choice, Show show, DateRange dates) {
        String type = choice.type() == null && choice.hasDates() ? CUSTOM : choice.type();
        if (type == null || type.equals("none")) {
            return null;
        }
        Period period = PERIODS.get(type);
        if (period == null) {
            findings.unknown("/compare_type", "comparison", type, PERIODS.keySet(), ErrorCode.UNPROCESSABLE_ENTITY);
            return null;
        }
        if (dates == null) {
            findings.add("/compare_type", "needs the dates that are compared");
            return null;
        }
        DateRange custom = period == Period.CUSTOM ? range(choice, "/compare_start_date", "/compare_end_date") : null;
        return period == Period.CUSTOM && custom == null ? null : new PeriodComparison(period, custom, show);
    }
}
