/**
 * Starts the uber-jar: checks what can be checked before the server is booted, so that a wrong setting costs a second and
 * one clear line. Not part of the WAR; it knows only the JDK and Payara Micro's boot API.
 */
package io.querybatch.launcher;
