/** How much of the service a tenant may use: queries, rows, bytes and what is open, over days and months (contract A2). */
package io.querybatch.quotas;
