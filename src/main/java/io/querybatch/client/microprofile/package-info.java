/** The same API as a MicroProfile Rest Client, for applications in a server that has one. */
package io.querybatch.client.microprofile;
