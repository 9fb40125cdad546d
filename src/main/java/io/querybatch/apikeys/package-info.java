/** API keys: for clients that cannot get tokens (contract A3). Administrators make and revoke them; they open the same doors. */
package io.querybatch.apikeys;
