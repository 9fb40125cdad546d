/** Batches in the relational store: entities for what is submitted, native SQL for pages of queries. */
package io.querybatch.batches.jpa;
