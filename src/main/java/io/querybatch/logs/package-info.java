/**
 * What lines of the log are about. Threads carry it along, {@link io.querybatch.logs.MarkedLines} puts it into every line of ours,
 * and whoever writes the lines decides how it looks.
 */
package io.querybatch.logs;
