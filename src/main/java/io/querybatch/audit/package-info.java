/**
 * Who did what: every change is written down in the transaction that makes it, so whatever is in the store is also here, and whatever
 * was rolled back is not. Plain SQL for whoever has a transaction; {@code admin} reads it.
 */
package io.querybatch.audit;
