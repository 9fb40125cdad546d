/**
 * Calls those who want to know that a batch has stopped, as Standard Webhooks say: signed, again and again until somebody says that
 * he has it or a day is over, and to no address that is not for the outside (docs/webhooks.md). What is due stands in the store
 * since its batch was submitted, so nothing is lost with a server.
 */
package io.querybatch.webhooks;
