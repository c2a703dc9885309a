// Which tier a parameter gets, and how large a value each takes.
// @see https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html
import { ServiceError } from '../errors';
import type { Tier } from './parameters';

const LARGEST: Readonly<Record<Tier, number>> = { Standard: 4096, Advanced: 8192 };

/** @param present the tier of the parameter that is overwritten, if there is one */
export function tierFor(
  value: string,
  wanted: Tier | 'Intelligent-Tiering' | undefined,
  present?: Tier,
): Tier {
  const tier =
    wanted === 'Intelligent-Tiering' ? leastFor(value, present) : (wanted ?? present ?? 'Standard');
  if (present === 'Advanced' && tier === 'Standard') {
    throw new ServiceError(
      'ValidationException',
      "This parameter uses the advanced-parameter tier. You can't downgrade a parameter from the advanced-parameter tier " +
        'to the standard-parameter tier. If necessary, you can delete the advanced parameter and recreate it as a standard parameter.',
    );
  }
  if (Buffer.byteLength(value) > LARGEST[tier]) throw tooLarge(tier);
  return tier;
}

function leastFor(value: string, present: Tier | undefined): Tier {
  return present === 'Advanced' || Buffer.byteLength(value) > LARGEST.Standard
    ? 'Advanced'
    : 'Standard';
}

function tooLarge(tier: Tier): ServiceError {
  const most = `${tier} tier parameters support a maximum parameter value of ${LARGEST[tier]} characters.`;
  const cure =
    ' To create a larger parameter value, upgrade the parameter to use the advanced-parameter tier.';
  return new ServiceError('ValidationException', tier === 'Standard' ? most + cure : most);
}
