/**
 * Query batches: submit, watch, fetch, cancel. Here it is decided whose batch is whose; foreign ones do not exist for a
 * caller. Accepting a batch means that it is committed; from then on every failure is recorded on it.
 */
package io.querybatch.batches;
