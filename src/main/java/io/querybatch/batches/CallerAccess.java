package io.querybatch.batches;

import io.querybatch.planning.DataAccess;
import io.querybatch.security.Caller;

/**
 * The caller's rights, as planning asks for them.
 *
 * @param caller whose rights
 */
public record CallerAccess(Caller caller) implements DataAccess {

    @Override
    public boolean allows(String dataSource) {
        return caller.rights().allows(dataSource);
    }

    @Override
    public boolean allows(String dataSource, String account) {
        return caller.rights().allows(dataSource, account);
    }
}
