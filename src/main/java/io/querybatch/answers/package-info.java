/**
 * How a data source answers one query: an SQL engine by scans rendered with jOOQ, a service by itself; and what is done to
 * the rows on their way. What the catalog says is trusted and becomes SQL text; what a caller says is only ever a bind
 * value.
 */
package io.querybatch.answers;
