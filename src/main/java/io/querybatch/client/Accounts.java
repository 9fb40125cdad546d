package io.querybatch.client;

import java.util.List;
import java.util.stream.Stream;

/** The accounts of a data source that the caller may see, by login. */
public record Accounts(List<Login> data) {

    /** What one login sees. */
    public record Login(String displayName, List<Account> accounts) {}

    /** An account; {@code groupName} may be null. */
    public record Account(String accountId, String accountName, String groupName) {}

    /** All of them. */
    public Stream<Account> accounts() {
        return data.stream().flatMap(login -> login.accounts().stream());
    }
}
