/** An error of the server, or of the way to it. */
export class ApiError extends Error {
  /** @param {{status: number, code: string, message: string, description?: string, errors?: object[], requestId?: string}} said */
  constructor(said) {
    super(said.message);
    Object.assign(this, { errors: [], ...said });
  }
}

/** No answer at all. */
export const UNREACHABLE = {
  status: 0,
  code: 'UNREACHABLE',
  message: 'The server cannot be reached.',
  description: 'Is it running, and is this machine online? The console tries again by itself where it watches something.',
};

/** The errors of RFC 9457 and those of the envelope, made alike. */
export function errorOf(status, body, headers) {
  const envelope = body?.error ?? {};
  return new ApiError({
    status,
    code: envelope.code ?? body?.code ?? `HTTP_${status}`,
    message: envelope.message ?? body?.title ?? `The server answered ${status}.`,
    description: envelope.description ?? body?.detail,
    errors: body?.errors ?? [],
    requestId: headers.get('X-Request-Id'),
    retryAfter: Number(headers.get('Retry-After')) || null,
  });
}
