package io.querybatch.platform;

import jakarta.transaction.TransactionManager;
import jakarta.transaction.UserTransaction;
import java.util.List;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.hibernate.engine.transaction.jta.platform.internal.AbstractJtaPlatform;

/** Finds the transaction manager of whatever server the application runs on; Hibernate knows each only by configuration. */
@SuppressWarnings("BanJNDI") // The names are constants.
public class ServerJtaPlatform extends AbstractJtaPlatform {

    private static final long serialVersionUID = 1;

    private static final List<String> NAMES =
            List.of("java:appserver/TransactionManager", "java:jboss/TransactionManager");
    private static final String LIBERTY = "com.ibm.tx.jta.TransactionManagerFactory";

    @Override
    protected TransactionManager locateTransactionManager() {
        for (String name : NAMES) {
            try {
                return InitialContext.doLookup(name);
            } catch (NamingException e) {
                // Another server: the next name.
            }
        }
        try {
            return (TransactionManager)
                    Class.forName(LIBERTY).getMethod("getTransactionManager").invoke(null);
        } catch (ReflectiveOperationException e) {
            throw new StartupException("the transaction manager of this application server is not known", e);
        }
    }

    @Override
    protected UserTransaction locateUserTransaction() {
        try {
            return InitialContext.doLookup("java:comp/UserTransaction");
        } catch (NamingException e) {
            throw new IllegalStateException("no java:comp/UserTransaction here", e);
        }
    }
}
