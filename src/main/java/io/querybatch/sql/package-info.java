/**
 * How an SQL engine answers one query: its scans, rendered with jOOQ, and what is done to the rows on their way. What the
 * catalog says is trusted and becomes SQL text; what a caller says is only ever a bind value.
 */
package io.querybatch.sql;
