/**
 * Runs accepted queries. Three promises (docs/architecture.md): every accepted query ends in exactly one published
 * outcome; a lost worker's queries run again and a late worker's result never lands; cancelling reaches the data source.
 *
 * <p>A <em>claim</em> takes queries for one node, under a <em>fence</em> that no other claim of the batch has. A worker
 * runs an attempt without any transaction and hands its outcome to the publisher, which records many in one transaction;
 * an outcome whose fence is no longer the query's changes nothing. The store is the only meeting place.
 */
package io.querybatch.execution;
