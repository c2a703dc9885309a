// What a service refuses, before it is put on the wire. Codes and messages are AWS's own where they
// are known; each protocol decides how they are written down.

export class ServiceError extends Error {
  constructor(
    readonly code: string,
    message: string,
    /** The HTTP status; by default the protocol's own for this code. */
    readonly status?: number,
  ) {
    super(message);
    this.name = code;
  }
}

/** The response never arrives: the connection breaks after the act. */
export class LostResponse extends Error {
  readonly code = 'ECONNRESET';

  constructor() {
    super('socket hang up');
    // The SDK's Node handler reports a connection that is reset under this name.
    this.name = 'TimeoutError';
  }
}

/**
 * The name of a host does not resolve: the error of Node's resolver.
 * @see https://nodejs.org/api/errors.html#class-systemerror
 */
export class UnknownHost extends Error {
  readonly code = 'ENOTFOUND';
  readonly syscall = 'getaddrinfo';

  constructor(readonly hostname: string) {
    super(`getaddrinfo ENOTFOUND ${hostname}`);
  }
}
