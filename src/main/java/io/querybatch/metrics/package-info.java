/**
 * What the server tells operators of itself, as numbers: counted where queries are claimed and published and where requests are
 * answered, and read from the store when somebody looks.
 */
package io.querybatch.metrics;
