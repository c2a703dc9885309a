// All certificates of all accounts and Regions. settle() looks their CNAMEs up and notes when each name was
// validated. It is called before a certificate is read, and before zones or records change: what a record validated
// while it was there is then noted, though nobody looked meanwhile.
import type { Clock } from '../clock';
import { ServiceError } from '../errors';
import type { Caller } from '../http/wire';
import { closingTime, recordTime, stateAt } from './certificate';
import type { Certificate, Refusal, Rules, State } from './certificate';
import type { Timings } from '../timings';
import { comparable, validationRecord } from './validation-record';

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

interface Sources {
  readonly clock: Clock;
  readonly timings: Timings;
  readonly ownZones: OwnZones;
  readonly remoteCnames: CnameLookup | undefined;
}

export class Registry {
  private readonly certificates = new Map<string, Certificate>();
  private readonly refusals = new Map<string, Refusal>();
  private readonly rules: Rules;

  constructor(private readonly sources: Sources) {
    this.rules = { timings: sources.timings, refusals: this.refusals };
  }

  add(certificate: Certificate): void {
    this.certificates.set(certificate.certificateArn, certificate);
  }

  remove(certificateArn: string): void {
    this.certificates.delete(certificateArn);
  }

  find(certificateArn: string): Certificate | undefined {
    return this.certificates.get(certificateArn);
  }

  /** A caller sees only the certificates of its own account and Region. */
  get(certificateArn: string, caller: Caller): Certificate {
    const certificate = this.certificates.get(certificateArn);
    if (certificate?.account !== caller.account || certificate.region !== caller.region) {
      const message = `Could not find certificate ${certificateArn}.`;
      throw new ServiceError('ResourceNotFoundException', message);
    }
    return certificate;
  }

  /** Sorted by ARN. ACM promises no order, and the order of creation would be one that callers come to expect. */
  all(): Certificate[] {
    return [...this.certificates.values()].sort((a, b) =>
      a.certificateArn < b.certificateArn ? -1 : 1,
    );
  }

  stateOf(certificate: Certificate): State {
    return stateAt(this.sources.clock.now(), certificate, this.rules);
  }

  refuse(domainName: string, failureReason: string): void {
    this.settleAll();
    const since = this.sources.clock.now();
    this.refusals.set(domainName.toLowerCase(), { failureReason, since });
  }

  /** What a click on the link in an e-mail does; nothing once the request is no longer pending. */
  approve(certificateArn: string, name: string): void {
    const certificate = this.find(certificateArn);
    if (!certificate || this.stateOf(certificate).status !== 'PENDING_VALIDATION') return;
    if (certificate.validatedAt.has(name)) return;
    certificate.validatedAt.set(name, this.sources.clock.now());
  }

  /** Looks up the CNAMEs of one certificate's names that are not validated yet. */
  async settle(certificate: Certificate): Promise<void> {
    const { remoteCnames, ownZones } = this.sources;
    for (const [name, cname] of this.awaited(certificate)) {
      const found = remoteCnames ? await remoteCnames.lookUpCname(cname) : ownZones.lookUp(cname);
      this.note(certificate, name, found);
    }
  }

  /** The same for all certificates, without waiting; nothing if another CnameLookup is given, which may take time. */
  settleAll(): void {
    if (this.sources.remoteCnames) return;
    for (const certificate of this.certificates.values()) {
      for (const [name, cname] of this.awaited(certificate)) {
        this.note(certificate, name, this.sources.ownZones.lookUp(cname));
      }
    }
  }

  /** Names not validated yet, with the CNAME to look up for each. */
  private awaited(certificate: Certificate): [string, string][] {
    if (certificate.validationMethod !== 'DNS') return [];
    return certificate.names
      .filter((name) => !certificate.validatedAt.has(name))
      .map((name) => [name, comparable(validationRecord(certificate.account, name).Name)]);
  }

  private note(certificate: Certificate, name: string, found: Cname | undefined): void {
    const { clock, timings } = this.sources;
    const wanted = validationRecord(certificate.account, name).Value;
    if (!found || comparable(found.value) !== comparable(wanted)) return;
    const at = Math.max(found.visibleSince, recordTime(certificate, name, timings));
    if (at <= clock.now() && at < closingTime(certificate, this.rules)) {
      certificate.validatedAt.set(name, at);
    }
  }
}
