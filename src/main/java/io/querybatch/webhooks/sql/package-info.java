/** Deliveries over the database. */
package io.querybatch.webhooks.sql;
