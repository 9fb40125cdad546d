package io.querybatch.planning;

/** What a caller may ask for (contract A3). */
public interface DataAccess {

    /** Whether anything of a data source is allowed. */
    boolean allows(String dataSource);

    /** Whether an account of a data source is allowed. */
    boolean allows(String dataSource, String account);
}
