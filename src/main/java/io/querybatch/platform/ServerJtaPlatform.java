package io.querybatch.platform;

import jakarta.transaction.TransactionManager;
import jakarta.transaction.UserTransaction;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.hibernate.engine.transaction.jta.platform.internal.AbstractJtaPlatform;

/** Shows Hibernate the transactions of the server; it knows each kind of server only by configuration. */
public class ServerJtaPlatform extends AbstractJtaPlatform {

    private static final long serialVersionUID = 1;

    @Override
    protected TransactionManager locateTransactionManager() {
        return ServerTransactions.manager();
    }

    @Override
    @SuppressWarnings("BanJNDI") // A constant.
    protected UserTransaction locateUserTransaction() {
        try {
            return InitialContext.doLookup("java:comp/UserTransaction");
        } catch (NamingException e) {
            throw new IllegalStateException("no java:comp/UserTransaction here", e);
        }
    }
}
