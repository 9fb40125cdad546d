package io.querybatch.planning;

import io.querybatch.catalog.Catalog;
import io.querybatch.catalog.DataSource;
import io.querybatch.errors.ErrorCode;
import io.querybatch.query.DateRange;
import io.querybatch.query.Filter;
import io.querybatch.query.PeriodComparison;
import io.querybatch.query.QuerySettings;
import io.querybatch.query.QuerySpec;
import io.querybatch.query.Selection;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Looks up one item in the catalog and in the caller's rights. */
final class ItemResolver {

    /** {@code max_columns} when the caller does not say (contract B §3.1). */
    private static final int DEFAULT_MAX_COLUMNS = 20;

    private final Catalog catalog;
    private final PlanningContext context;
    private final DataAccess access;
    private final PlanningDefaults defaults;
    private final Instant now;
    private final Map<ZoneId, LocalDate> todays = new HashMap<>();

    ItemResolver(Catalog catalog, PlanningContext context, DataAccess access, PlanningDefaults defaults) {
        this.catalog = catalog;
        this.context = context;
        this.access = access;
        this.defaults = defaults;
        this.now = context.clock().instant();
    }

    /** Resolves an item; what is wrong with it is added to {@code findings}, and the result then means nothing. */
    Resolved resolve(ItemRequest request, Findings findings) {
        DataSource source = source(request.dataSource(), findings);
        if (source == null) {
            return null;
        }
        ItemFields fields = new ItemFields(source.definition(), findings);
        fields.checkFields(request.fields(), context.limits().fields());
        boolean exclude = defaults.excludeAccountErrors() || request.excludeInvalidAccounts();
        ItemAccounts accounts = new ItemAccounts(source, access, exclude, findings);
        List<String> chosen =
                accounts.resolve(request.accounts(), context.limits().accounts());
        ItemDates itemDates = new ItemDates(source, today(request), findings);
        DateRange dates = itemDates.resolve(request.dates());
        PeriodComparison comparison = itemDates.comparison(request.comparison(), request.show(), dates);
        fields.checkComparison(comparison);
        Filter filter = fields.filter(request.filter(), request.segments());
        fields.checkOrders(request.selection().orderRows(), request.selection().orderColumns());
        QuerySpec spec = new QuerySpec(
                request.dataSource(),
                chosen,
                request.segments(),
                dates,
                request.fields(),
                filter,
                selection(request.selection(), source.definition().limits().maxRows(), findings),
                comparison,
                settings(request.settings()));
        return new Resolved(spec, accounts.excluded());
    }

    private DataSource source(String id, Findings findings) {
        DataSource source = catalog.source(id).orElse(null);
        if (source == null) {
            findings.unknown("/ds_id", "data source", id, visibleIds(), ErrorCode.QUERY_SOURCE_UNAVAILABLE);
        } else if (!access.allows(id)) {
            findings.deny("/ds_id", "no access to data source \"" + id + "\"");
            return null;
        }
        return source;
    }

    /** Nobody is told of data sources that are not for them. */
    private List<String> visibleIds() {
        return catalog.sources().stream()
                .map(source -> source.definition().id())
                .filter(access::allows)
                .toList();
    }

    /** The same for all items of a batch, though midnight may come while they are planned. */
    private LocalDate today(ItemRequest request) {
        String asked = request.settings().timezone();
        ZoneId zone = asked == null ? context.zone() : ZoneId.of(asked);
        return todays.computeIfAbsent(zone, there -> now.atZone(there).toLocalDate());
    }

    private Selection selection(SelectionChoice choice, int sourceLimit, Findings findings) {
        int offset = choice.offsetStart() == null ? 0 : choice.offsetStart();
        long rows = asked(choice.maxRows(), defaults.maxRows()) - offset;
        if (choice.offsetEnd() != null) {
            rows = Math.min(rows, choice.offsetEnd() - (long) offset + 1);
        }
        if (rows < 1) {
            findings.add("/offset_start", "leaves no row of those asked for");
            rows = 1;
        }
        return new Selection(choice.orderRows(), choice.orderColumns(), offset, (int) Math.min(rows, sourceLimit), (int)
                asked(choice.maxColumns(), DEFAULT_MAX_COLUMNS));
    }

    /** 0 asks for all (contract B §8 no. 28). */
    private static long asked(Integer number, int otherwise) {
        int asked = number == null ? otherwise : number;
        return asked == 0 ? Integer.MAX_VALUE : asked;
    }

    private QuerySettings settings(QuerySettings asked) {
        return new QuerySettings(
                asked.noHeaders(),
                asked.noJsonKeys(),
                asked.roundMetricsTo(),
                asked.timezone(),
                asked.safeCells(),
                asked.cleanDataTypes() || defaults.cleanDataTypes(),
                asked.noFusion());
    }

    /**
     * An item whose names are all known.
     *
     * @param spec what it asks
     * @param excludedAccounts accounts left out
     */
    record Resolved(QuerySpec spec, List<String> excludedAccounts) {}
}
