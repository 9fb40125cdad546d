package io.querybatch.singles;

import io.querybatch.catalog.Account;
import io.querybatch.catalog.DataSource;
import io.querybatch.catalog.FieldDefinition;
import io.querybatch.catalog.FieldDefinition.Kind;
import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.util.List;
import java.util.Locale;

/** Lists on the wire (contract B §3.5). There are no logins here: everything belongs to one that has no name. */
public final class ListViews {

    private ListViews() {}

    /** {@code meta} of a list that the published service may have cached. */
    @JsonbPropertyOrder({"requestId", "query"})
    public record Meta(String requestId, CacheQuery query) {

        static Meta of(String requestId) {
            return new Meta(requestId, new CacheQuery(null));
        }
    }

    /** What was asked of the cache: nothing. */
    public record CacheQuery(@JsonbProperty(nillable = true) Integer cacheMinutes) {}

    /** The accounts of a data source. */
    @JsonbPropertyOrder({"dsUser", "displayName", "cacheTime", "accounts"})
    public record AccountsOfLogin(
            String dsUser,
            String displayName,
            @JsonbProperty(nillable = true) String cacheTime,
            List<AccountView> accounts) {

        static AccountsOfLogin of(DataSource source, List<AccountView> accounts) {
            return new AccountsOfLogin("", source.definition().name(), null, accounts);
        }
    }

    /** An account. */
    @JsonbPropertyOrder({"accountId", "accountName", "groupName"})
    public record AccountView(String accountId, String accountName, String groupName) {

        static AccountView of(Account account) {
            return new AccountView(account.id(), account.name(), account.group());
        }
    }

    /** The segments of a data source. */
    @JsonbPropertyOrder({"dsUser", "displayName", "cacheTime", "segments"})
    public record SegmentsOfLogin(
            String dsUser,
            String displayName,
            @JsonbProperty(nillable = true) String cacheTime,
            List<SegmentView> segments) {

        static SegmentsOfLogin of(DataSource source) {
            List<SegmentView> segments = source.definition().segments().stream()
                    .map(segment -> new SegmentView(segment.id(), segment.name()))
                    .toList();
            return new SegmentsOfLogin("", source.definition().name(), null, segments);
        }
    }

    /** A segment. */
    @JsonbPropertyOrder({"segmentId", "segmentName"})
    public record SegmentView(String segmentId, String segmentName) {}

    /** A field. */
    @JsonbPropertyOrder({
        "type",
        "fieldId",
        "fieldName",
        "fieldType",
        "dataType",
        "description",
        "groupName",
        "isFilterable"
    })
    public record FieldView(
            @JsonbProperty("@type") String type,
            String fieldId,
            String fieldName,
            String fieldType,
            String dataType,
            String description,
            String groupName,
            @JsonbProperty("is_filterable") boolean isFilterable) {

        static FieldView of(FieldDefinition field) {
            return new FieldView(
                    field.kind() == Kind.METRIC ? "ds_metric" : "ds_dimension",
                    field.id(),
                    field.name(),
                    field.kind().wireName(),
                    field.dataType(),
                    field.description(),
                    field.group().toUpperCase(Locale.ROOT),
                    true);
        }
    }
}
