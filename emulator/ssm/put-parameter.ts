// PutParameter: a new parameter, or another version of one.
// @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html
import { oneOf, string, structure } from '../acm/shapes';
import type { Input, Shape } from '../acm/shapes';
import { ServiceError } from '../errors';
import { refuseName } from './names';
import { newestOf } from './parameters';
import type { Parameter, Tier } from './parameters';
import { operation } from './service';
import type { SsmCall } from './service';
import { tags, withTags } from './tags';
import { tierFor } from './tiers';

/** Of each account and Region. @see https://docs.aws.amazon.com/general/latest/gr/ssm.html */
const MOST: Readonly<Record<Tier, number>> = { Standard: 10_000, Advanced: 100_000 };

/** @see https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-versions.html */
const VERSIONS_KEPT = 100;

const boolean: Shape<boolean> = {
  read: (value) => (typeof value === 'boolean' ? value : undefined),
};

const input = structure(
  { Name: string({ min: 1, max: 2048 }), Value: string({ min: 1 }) },
  {
    Type: oneOf('String', 'StringList', 'SecureString'),
    Description: string({ max: 1024 }),
    Overwrite: boolean,
    Tier: oneOf('Standard', 'Advanced', 'Intelligent-Tiering'),
    Tags: tags,
  },
);

type PutInput = Input<typeof input>;

export const putParameter = operation(input, (wanted, call) => {
  const { Name, Overwrite = false, Tags = [] } = wanted;
  refuseName(Name);
  if (Overwrite && Tags.length > 0) {
    throw invalid("Invalid request: tags and overwrite can't be used together.");
  }
  const present = call.parameters.find(Name, call.caller);
  if (present === undefined) return added(wanted, call);
  if (!Overwrite) throw alreadyExists();
  return overwritten(present, wanted, call);
});

function added(wanted: PutInput, { parameters, caller, clock }: SsmCall): object {
  const { Name: name, Type: type, Value: value, Tags = [] } = wanted;
  if (parameters.isHeld(name, caller)) throw alreadyExists();
  if (type === undefined) {
    throw invalid('A parameter type is required when you create a parameter.');
  }
  const tier = tierFor(value, wanted.Tier);
  if (parameters.in(caller).filter((each) => each.tier === tier).length >= MOST[tier]) {
    const message = `You have exceeded the number of parameters for this account: ${MOST[tier]}.`;
    throw new ServiceError('ParameterLimitExceeded', message);
  }
  const { account, region } = caller;
  const versions = [{ version: 1, value, labels: new Set<string>(), modifiedAt: clock.now() }];
  const parameterTags = withTags(new Map(), Tags);
  parameters.add({ name, account, region, type, tier, versions, tags: parameterTags });
  return { Version: 1, Tier: tier };
}

function overwritten(present: Parameter, wanted: PutInput, { clock }: SsmCall): object {
  const { Type: type = present.type, Value: value } = wanted;
  if (type !== present.type) {
    const message = `The following parameter has type ${present.type}, which cannot be changed.`;
    throw new ServiceError('HierarchyTypeMismatchException', message);
  }
  const tier = tierFor(value, wanted.Tier, present.tier);
  const version = newestOf(present).version + 1;
  dropOldest(present);
  present.versions.push({ version, value, labels: new Set(), modifiedAt: clock.now() });
  present.tier = tier;
  return { Version: version, Tier: tier };
}

/** A version that somebody has labelled is kept. */
function dropOldest({ versions, name }: Parameter): void {
  const [oldest] = versions;
  if (oldest === undefined || versions.length < VERSIONS_KEPT) return;
  if (oldest.labels.size > 0) {
    throw new ServiceError(
      'ParameterMaxVersionLimitExceeded',
      `You attempted to create a new version of ${name} by calling the PutParameter API with the overwrite flag. ` +
        `Version ${oldest.version}, the oldest version, can't be deleted because it has a label associated with it. ` +
        'Move the label to another version of the parameter, and try again.',
    );
  }
  versions.shift();
}

function alreadyExists(): ServiceError {
  return new ServiceError(
    'ParameterAlreadyExists',
    'The parameter already exists. To overwrite this value, set the overwrite option in the request to true.',
  );
}

function invalid(message: string): ServiceError {
  return new ServiceError('ValidationException', message);
}
