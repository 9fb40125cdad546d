/**
 * Batches that are submitted again and again, at the times of a cron expression. For each due time there is exactly one line
 * about what was made of it, and at most one batch, however many nodes there are and whenever they die: both are committed with
 * the step to the next due time, or none of them is.
 */
package io.querybatch.schedules;
