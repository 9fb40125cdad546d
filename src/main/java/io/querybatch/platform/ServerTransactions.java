package io.querybatch.platform;

import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.List;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/** The transactions of whatever server the application runs on: what manages them has a name of its own on each. */
@SuppressWarnings("BanJNDI") // The names are constants.
final class ServerTransactions {

    private static final List<String> MANAGERS =
            List.of("java:appserver/TransactionManager", "java:jboss/TransactionManager");
    private static final String OPEN_LIBERTY = "com.ibm.tx.jta.TransactionManagerFactory";

    private ServerTransactions() {}

    static TransactionManager manager() {
        for (String name : MANAGERS) {
            try {
                return InitialContext.doLookup(name);
            } catch (NamingException e) {
                // Another server: the next name.
            }
        }
        try {
            return (TransactionManager) Class.forName(OPEN_LIBERTY)
                    .getMethod("getTransactionManager")
                    .invoke(null);
        } catch (ReflectiveOperationException e) {
            throw new StartupException("the transaction manager of this application server is not known", e);
        }
    }

    /** Every server has it under this name (Jakarta EE Platform §4.2). */
    static TransactionSynchronizationRegistry registry() {
        try {
            return InitialContext.doLookup("java:comp/TransactionSynchronizationRegistry");
        } catch (NamingException e) {
            throw new StartupException("this application server has no registry of synchronizations", e);
        }
    }
}
