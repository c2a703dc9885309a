// All certificates of all accounts and Regions. settle() looks their CNAMEs up and notes when each name was
// validated. It is called before a certificate is read, and before zones or records change: what a record validated
// while it was there is then noted, though nobody looked meanwhile.
import type { Clock } from '../clock';
import { ServiceError } from '../errors';
import type { Caller } from '../http/caller';
import type { CnameLookup, Cname, OwnZones } from './cnames';
import { closingTime, deadlineOf, recordTime, stateAt } from './certificate';
import type { Certificate, Refusal, Rules, State } from './certificate';
import { Deletions } from './deletions';
import { expiryOf } from './migration';
import type { Timings } from '../timings';
import { comparable, type ValidationRecord } from './validation-record';

interface Sources {
  readonly clock: Clock;
  readonly timings: Timings;
  readonly ownZones: OwnZones;
  readonly remoteCnames: CnameLookup | undefined;
}

export class Registry {
  private readonly certificates = new Map<string, Certificate>();
  /** Those that wait for a CNAME. */
  private readonly waiting = new Set<Certificate>();
  private readonly deletions: Deletions;
  private readonly refusals = new Map<string, Refusal>();
  private readonly rules: Rules;

  constructor(private readonly sources: Sources) {
    const { clock, timings } = sources;
    this.rules = { timings, refusals: this.refusals };
    this.deletions = new Deletions(clock, timings);
  }

  add(certificate: Certificate): void {
    this.certificates.set(certificate.certificateArn, certificate);
    if (certificate.validationMethod === 'DNS') this.waiting.add(certificate);
  }

  remove(certificate: Certificate): void {
    this.certificates.delete(certificate.certificateArn);
    this.waiting.delete(certificate);
    this.deletions.add(certificate);
  }

  find(certificateArn: string): Certificate | undefined {
    return this.certificates.get(certificateArn);
  }

  /** A caller sees only the certificates of its own account and Region. */
  get(certificateArn: string, caller: Caller): Certificate {
    return owned(this.find(certificateArn), certificateArn, caller);
  }

  /** The same, but for a while a deleted certificate, too. */
  getOrDeleted(certificateArn: string, caller: Caller): Certificate {
    const certificate = this.find(certificateArn) ?? this.deletions.find(certificateArn);
    return owned(certificate, certificateArn, caller);
  }

  all(): Certificate[] {
    return byArn([...this.certificates.values()]);
  }

  /** What ListCertificates shows: not yet what was requested a moment ago, still what was deleted a moment ago. */
  listed({ account, region }: Caller): Certificate[] {
    const latest = this.sources.clock.now() - this.sources.timings.listedAfterSeconds * 1000;
    const candidates = [...this.certificates.values(), ...this.deletions.all()];
    return byArn(
      candidates.filter(
        (each) => each.account === account && each.region === region && each.createdAt <= latest,
      ),
    );
  }

  stateOf(certificate: Certificate): State {
    return stateAt(this.sources.clock.now(), certificate, this.rules);
  }

  /** As ListCertificates shows it, which learns of everything later. */
  listedStateOf(certificate: Certificate): State {
    const { clock, timings } = this.sources;
    return stateAt(clock.now() - timings.listedStatusLagSeconds * 1000, certificate, this.rules);
  }

  refuse(domainName: string, failureReason: string): void {
    this.settleAll();
    const since = this.sources.clock.now();
    this.refusals.set(domainName.toLowerCase(), { failureReason, since });
  }

  /** What a click on the link in an e-mail does: nothing, and false, once the request is no longer pending. */
  approve(certificateArn: string, name: string): boolean {
    const certificate = this.find(certificateArn);
    if (!certificate || this.stateOf(certificate).status !== 'PENDING_VALIDATION') return false;
    if (!certificate.validatedAt.has(name)) {
      certificate.validatedAt.set(name, this.sources.clock.now());
    }
    return true;
  }

  /** Validation by e-mail is to become validation by DNS: what is in the zones is looked at from now on. */
  migrate(certificate: Certificate): void {
    certificate.migration = { requestedAt: this.sources.clock.now(), validatedAt: new Map() };
    this.waiting.add(certificate);
  }

  /** Undefined as long as ACM has not named it. */
  recordOf(certificate: Certificate, name: string): ValidationRecord | undefined {
    const { clock, timings } = this.sources;
    return clock.now() < recordTime(certificate, name, timings)
      ? undefined
      : certificate.records.get(name);
  }

  /** Looks up the CNAMEs of one certificate's names that are not validated yet. */
  async settle(certificate: Certificate): Promise<void> {
    const { remoteCnames, ownZones } = this.sources;
    if (!this.waiting.has(certificate)) return;
    for (const [name, cname] of awaited(certificate)) {
      const found = remoteCnames ? await remoteCnames.lookUpCname(cname) : ownZones.lookUp(cname);
      this.note(certificate, name, found);
    }
    this.dismiss(certificate);
  }

  /** The same for all certificates, without waiting; nothing if another CnameLookup is given, which may take time. */
  settleAll(): void {
    if (this.sources.remoteCnames) return;
    for (const certificate of this.waiting) {
      for (const [name, cname] of awaited(certificate)) {
        this.note(certificate, name, this.sources.ownZones.lookUp(cname));
      }
      this.dismiss(certificate);
    }
  }

  private note(certificate: Certificate, name: string, found: Cname | undefined): void {
    const { clock, timings } = this.sources;
    const wanted = certificate.records.get(name)?.Value;
    if (!found || wanted === undefined || comparable(found.value) !== comparable(wanted)) return;
    const at = Math.max(found.visibleSince, recordTime(certificate, name, timings));
    const { migration } = certificate;
    const closesAt = migration
      ? expiryOf(migration, timings)
      : closingTime(certificate, this.rules);
    if (at <= clock.now() && at < closesAt) validatedByDns(certificate).set(name, at);
  }

  /** Nothing is looked up any more for a certificate whose names are all validated, or whose 72 hours are over. */
  private dismiss(certificate: Certificate): void {
    const { clock, timings } = this.sources;
    const { migration, names } = certificate;
    const closesAt = migration ? expiryOf(migration, timings) : deadlineOf(certificate, timings);
    const isOver = clock.now() >= closesAt;
    if (isOver || validatedByDns(certificate).size === names.length) {
      this.waiting.delete(certificate);
    }
  }
}

/** Names not validated yet, with the CNAME to look up for each. */
function awaited(certificate: Certificate): [string, string][] {
  const { names, records } = certificate;
  return names
    .filter((name) => !validatedByDns(certificate).has(name))
    .map((name) => [name, comparable(records.get(name)?.Name ?? '')]);
}

/** When each name was validated by its record. */
function validatedByDns({ migration, validatedAt }: Certificate): Map<string, number> {
  return migration?.validatedAt ?? validatedAt;
}

function owned(
  certificate: Certificate | undefined,
  certificateArn: string,
  caller: Caller,
): Certificate {
  if (certificate?.account === caller.account && certificate.region === caller.region) {
    return certificate;
  }
  const message = `Could not find certificate ${certificateArn}.`;
  throw new ServiceError('ResourceNotFoundException', message);
}

/** ACM promises no order, and the order of creation would be one that callers come to expect. */
function byArn(certificates: Certificate[]): Certificate[] {
  return certificates.sort((a, b) => (a.certificateArn < b.certificateArn ? -1 : 1));
}
