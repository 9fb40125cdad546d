package io.querybatch.planning;

import io.querybatch.catalog.DataSource;
import io.querybatch.query.DateRange;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** Resolves the dates of an item. */
final class ItemDates {

    private ItemDates() {}

    /** The days asked for; null when there are none or something is wrong. */
    static DateRange resolve(ItemRequest request, DataSource source, ItemResolver.Findings findings) {
        boolean given = request.startDate() != null || request.endDate() != null;
        if (request.dateRangeType() != null && !request.dateRangeType().equals("custom")) {
            findings.add(
                    "/date_range_type",
                    "\"" + request.dateRangeType()
                            + "\" is not supported yet; use \"custom\" with start_date and end_date");
            return null;
        }
        if (!source.hasDates()) {
            if (given) {
                findings.add("/start_date", "data source \"" + request.dataSource() + "\" has no dates");
            }
            return null;
        }
        return given ? range(request, findings) : null;
    }

    private static DateRange range(ItemRequest request, ItemResolver.Findings findings) {
        Optional<LocalDate> start = date(request.startDate(), "/start_date", findings);
        Optional<LocalDate> end = date(request.endDate(), "/end_date", findings);
        if (start.isEmpty() || end.isEmpty()) {
            return null;
        }
        if (end.get().isBefore(start.get())) {
            findings.add("/end_date", end.get() + " is before start_date " + start.get());
            return null;
        }
        return new DateRange(start.get(), end.get());
    }

    private static Optional<LocalDate> date(String text, String member, ItemResolver.Findings findings) {
        if (text == null) {
            findings.add(member, "is required when the other date is given");
            return Optional.empty();
        }
        try {
            LocalDate date = LocalDate.parse(text);
            if (date.getYear() >= 1 && date.getYear() <= 9999) {
                return Optional.of(date);
            }
        } catch (DateTimeParseException e) {
            // Falls through to the message for people.
        }
        findings.add(member, "\"" + text + "\" is not a date of the form 2001-01-31");
        return Optional.empty();
    }
}
