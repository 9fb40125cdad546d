package io.querybatch.apikeys;

/**
 * What is kept of a key: HMAC-SHA-256 under a secret of the server. Who has the store alone can neither use a key nor make one.
 *
 * @param secret id of the secret, or null for keys made by versions that kept none
 * @param code the HMAC, 64 hex digits
 */
public record KeySeal(String secret, String code) {}
