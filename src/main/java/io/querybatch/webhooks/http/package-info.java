/** Calls over HTTP, to addresses that were looked at. */
package io.querybatch.webhooks.http;
