package io.querybatch.connectors.http;

import io.querybatch.catalog.Account;
import io.querybatch.catalog.DataTypes;
import io.querybatch.catalog.FieldDefinition;
import io.querybatch.catalog.FieldDefinition.Kind;
import io.querybatch.connectors.ScanException;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Accounts and fields as the remote service lists them (contract B §3.5). What is listed twice counts once. */
final class RemoteLists {

    private final RemoteApi api;

    RemoteLists(RemoteApi api) {
        this.api = api;
    }

    /** The accounts of all logins; at least one. */
    List<Account> accounts(Cancellation query) throws FailedExchange, ScanException {
        Map<String, Account> accounts = new LinkedHashMap<>();
        api.list("/query/accounts", query, login -> {
            List<JsonValue> listed = login.get("accounts") instanceof JsonArray array ? array : List.of();
            for (JsonValue value : listed) {
                if (value instanceof JsonObject account) {
                    put(accounts, JsonAnswer.text(account, "account_id"), id -> account(id, account));
                }
            }
        });
        return some(accounts, "accounts");
    }

    private static Account account(String id, JsonObject account) {
        return new Account(id, textOr(account, "account_name", id), JsonAnswer.text(account, "group_name"));
    }

    /** All fields; at least one. */
    List<FieldDefinition> fields(Cancellation query) throws FailedExchange, ScanException {
        Map<String, FieldDefinition> fields = new LinkedHashMap<>();
        api.list(
                "/query/fields",
                query,
                field -> put(fields, JsonAnswer.text(field, "field_id"), id -> field(id, field)));
        return some(fields, "fields");
    }

    /** A data type the contract does not have is taken for text or a number. */
    private static FieldDefinition field(String id, JsonObject field) {
        Kind kind = JsonAnswer.text(field, "field_type").equals(Kind.METRIC.wireName()) ? Kind.METRIC : Kind.DIMENSION;
        String dataType = JsonAnswer.text(field, "data_type");
        if (!DataTypes.ALL.contains(dataType)) {
            dataType = kind == Kind.METRIC ? "float.number.value" : "string.text.value";
        }
        return new FieldDefinition(
                id,
                textOr(field, "field_name", id),
                kind,
                dataType,
                "",
                JsonAnswer.text(field, "group_name"),
                JsonAnswer.text(field, "description"));
    }

    private static String textOr(JsonObject object, String name, String absent) {
        String text = JsonAnswer.text(object, name);
        return text.isEmpty() ? absent : text;
    }

    private static <T> void put(Map<String, T> found, String id, Function<String, T> reader) {
        if (!id.isEmpty()) {
            found.computeIfAbsent(id, reader);
        }
    }

    private static <T> List<T> some(Map<String, T> found, String what) throws FailedExchange {
        if (found.isEmpty()) {
            throw RemoteErrors.malformed("it lists no " + what, null);
        }
        return List.copyOf(found.values());
    }
}
