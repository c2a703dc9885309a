// The values that CDK puts in place of what it has still to look up. The library lets them pass, as it does tokens: the
// CLI synthesizes again when it has looked. One that is deployed all the same is refused by the handler.

/** What `ssm.StringParameter.valueFromLookup` gives begins with it. */
const DUMMY_VALUE = 'dummy-value-for-';

/** The id of a zone that `HostedZone.fromLookup` gives. */
export const DUMMY_ZONE_ID = 'DUMMY';

export function isStillToBeLookedUp(value: string): boolean {
  return value === DUMMY_ZONE_ID || value.includes(DUMMY_VALUE);
}
