// Refuses calls that come faster than the rates allow. The buckets fill by the emulator's clock; a look at one takes the
// same time however many calls were made. Calls that are refused take nothing.
import type { Clock } from '../clock';
import { ServiceError } from '../errors';
import type { Rate } from '../rates';
import type { Caller } from './caller';

interface Bucket {
  readonly rate: Rate;
  /** In thousandths of a token, so that whole milliseconds and rates add up without rounding. */
  level: number;
  filledAt: number;
}

const TOKEN = 1000;

const XML: ReadonlySet<string> = new Set(['route53', 'sts']);

/** Route 53 is one service in all Regions; the others count in each Region. */
const GLOBAL_SERVICE = 'route53';

export class Throttle {
  private readonly buckets = new Map<string, Bucket>();

  constructor(
    private readonly clock: Clock,
    private readonly rates: ReadonlyMap<string, Rate>,
  ) {}

  /** @throws ServiceError if one of the buckets is empty: that of the operation, or that of its service */
  admit(service: string, operation: string, { account, region }: Caller): void {
    const scope = service === GLOBAL_SERVICE ? account : `${account} ${region}`;
    const ofService = this.bucket(service, scope);
    const ofOperation = this.bucket(`${service}:${operation}`, scope);
    if ((ofService?.level ?? TOKEN) < TOKEN || (ofOperation?.level ?? TOKEN) < TOKEN) {
      throw exceeded(service);
    }
    if (ofService) ofService.level -= TOKEN;
    if (ofOperation) ofOperation.level -= TOKEN;
  }

  /** The bucket, filled up to now; undefined if there is no limit. */
  private bucket(name: string, scope: string): Bucket | undefined {
    const rate = this.rates.get(name);
    if (!rate) return undefined;
    const key = `${scope} ${name}`;
    const now = this.clock.now();
    const full = rate.burst * TOKEN;
    const bucket = this.buckets.get(key) ?? { rate, level: full, filledAt: now };
    bucket.level = Math.min(full, bucket.level + (now - bucket.filledAt) * rate.perSecond);
    bucket.filledAt = now;
    this.buckets.set(key, bucket);
    return bucket;
  }
}

/** Services that speak JSON have a ThrottlingException, those that speak XML Throttling; both with status 400. */
function exceeded(service: string): ServiceError {
  return new ServiceError(XML.has(service) ? 'Throttling' : 'ThrottlingException', 'Rate exceeded');
}

export function isThrottling(code: string): boolean {
  return code.startsWith('Throttling');
}
