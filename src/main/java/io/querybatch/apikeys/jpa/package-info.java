/** API keys in the store. */
package io.querybatch.apikeys.jpa;
