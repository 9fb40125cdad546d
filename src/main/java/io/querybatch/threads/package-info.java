/** Threads of the application, made by the server and ended with the application. */
package io.querybatch.threads;
