// How soon the last of many certificates could be answered if one scheduler knew all rates, and all calls took no time:
// every operation as soon as its bucket has a token, and never in vain.
import { DEFAULT_TIMINGS, PUBLISHED_RATES, type Rate } from 'acm-emulator';

/** When each call is admitted that is wanted at these times, from a bucket that is full at first. */
function admitted(wantedAt: readonly number[], { perSecond, burst }: Rate): number[] {
  let [tokens, filledAt] = [burst, 0];
  return wantedAt
    .toSorted((a, b) => a - b)
    .map((wanted) => {
      const now = Math.max(wanted, filledAt);
      tokens = Math.min(burst, tokens + (now - filledAt) * perSecond);
      filledAt = now + Math.max(0, 1 - tokens) / perSecond;
      tokens = Math.max(0, tokens - 1);
      return filledAt;
    });
}

/** RequestCertificate, DescribeCertificate for the record, one change of the zone at a time, issue, DescribeCertificate. */
export function limitOfCreates(count: number, issuedAfterSeconds: number): number {
  const { firstRecordSeconds, changeSeconds } = DEFAULT_TIMINGS;
  const zone = { perSecond: 1 / changeSeconds, burst: 1 };
  const requested = admitted(
    Array<number>(count).fill(0),
    PUBLISHED_RATES['acm:RequestCertificate'],
  );
  const described = admitted(
    requested.map((at) => at + firstRecordSeconds),
    PUBLISHED_RATES['acm:DescribeCertificate'],
  );
  const written = admitted(admitted(described, PUBLISHED_RATES.route53), zone);
  const seen = admitted(
    [...described, ...written.map((at) => at + issuedAfterSeconds)],
    PUBLISHED_RATES['acm:DescribeCertificate'],
  );
  return seen.at(-1) ?? 0;
}

/** DescribeCertificate, which tells whether something uses it, and DeleteCertificate. */
export function limitOfDeletes(begunAt: readonly number[]): number {
  const described = admitted(begunAt, PUBLISHED_RATES['acm:DescribeCertificate']);
  return admitted(described, PUBLISHED_RATES['acm:DeleteCertificate']).at(-1) ?? 0;
}
