/**
 * From what a caller asks to what a data source is told: names and dates resolved against the catalog and the caller's
 * rights, once, at submission; then split; then rendered as SQL. Plain Java without a container.
 */
package io.querybatch.planning;
