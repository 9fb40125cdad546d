package io.querybatch.platform;

import org.jooq.impl.SQLDataType;

/**
 * Has jOOQ know its data types. It registers them while its classes are initialised; of two threads that are the first to use
 * it, one can find some missing ("Type class java.lang.Long is not supported"), and a class of ours whose static fields have
 * failed so cannot be used as long as the server lives.
 */
final class JooqTypes {

    private JooqTypes() {}

    /** Returns when all of them are registered. To be called by one thread before others use jOOQ. */
    static void register() {
        // Whichever type is asked: it is there when all are.
        SQLDataType.BIGINT.getType();
    }
}
