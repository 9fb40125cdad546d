package io.querybatch.http;

import io.querybatch.security.Caller;

/**
 * An administrator reads what is not his own tenant's alone; told to whoever wants to write it down.
 *
 * @param caller who
 * @param tenant whose things, or null: everybody's
 * @param batch the batch, or null
 * @param path of the request, without its parameters
 * @param request the request
 */
public record AdminRead(Caller caller, String tenant, String batch, String path, CurrentRequest request) {}
