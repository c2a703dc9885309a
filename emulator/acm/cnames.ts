// Where ACM looks for the CNAMEs that validate names.

/** A CNAME as DNS gives it. */
export interface Cname {
  readonly value: string;
  /** Milliseconds since the epoch; may lie in the future. */
  readonly visibleSince: number;
}

/** Where ACM looks CNAMEs up. */
export interface CnameLookup {
  /**
   * MUST ask the most specific public zone, and give undefined if it has no such record. MAY throw: then the call
   * to ACM that asked ends with InternalFailure.
   * @param name without trailing dot, lower case
   */
  lookUpCname(name: string): Promise<Cname | undefined>;
}

/**
 * The emulator's own Route 53. It is asked without waiting, so that every change to it can first note what the
 * records validated until then.
 */
export interface OwnZones {
  lookUp(name: string): Cname | undefined;
}
