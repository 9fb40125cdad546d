/**
 * A remote service that speaks the contract's single-query API: a query is posted with a {@code schedule_id} of our own, so
 * that every request can be repeated, then polled, then fetched by pages that are streamed. Time, chance and identifiers are
 * parameters.
 */
package io.querybatch.connectors.http;
