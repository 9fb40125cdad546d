/**
 * The state of the work in the relational store. The hot path is native SQL that PostgreSQL and H2 both read; every
 * statement that touches queries locks their batch first, always in the order of batch ids, so transactions cannot deadlock.
 */
package io.querybatch.execution.sql;
