// Parameter Store behind the port `Parameters`: the only file that imports its SDK.
import {
  AddTagsToResourceCommand,
  DeleteParameterCommand,
  GetParameterCommand,
  ListTagsForResourceCommand,
  ParameterTier,
  PutParameterCommand,
  type SSMClient,
} from '@aws-sdk/client-ssm';
import { LARGEST_STANDARD_VALUE } from '../contract/pem';
import type { Tags } from '../contract/state';
import { toTagList, toTags } from './acm-shapes';
import { isNamed, translate, translated } from './aws-errors';
import type { Parameters } from './core/ports';

const DESCRIPTION = 'PEM of an ACM certificate (cdk-dns-certificate)';

/** `client` makes the client for the stack's Region; it is asked once. */
export function ssmParameters(client: () => SSMClient): Parameters {
  let made: SSMClient | undefined;
  const ssm = (): SSMClient => (made ??= client());
  return {
    tags: (name) => tagsOf(ssm(), name),
    value: (name) => valueOf(ssm(), name),
    create: (name, value, tags) => create(ssm(), { Name: name, Value: value }, tags),
    overwrite: (name, value) => overwrite(ssm(), { Name: name, Value: value }),
    addTags: (name, tags) =>
      translated(`ssm:AddTagsToResource of ${name}`, async () => {
        const command = { ...resource(name), Tags: toTagList(tags) };
        await ssm().send(new AddTagsToResourceCommand(command));
      }),
    remove: (name) => remove(ssm(), name),
  };
}

function resource(name: string): { ResourceType: 'Parameter'; ResourceId: string } {
  return { ResourceType: 'Parameter', ResourceId: name };
}

async function tagsOf(ssm: SSMClient, name: string): Promise<Tags | undefined> {
  try {
    const { TagList = [] } = await ssm.send(new ListTagsForResourceCommand(resource(name)));
    return toTags(TagList);
  } catch (error) {
    if (isNamed(error, 'InvalidResourceId')) return undefined;
    throw translate(`ssm:ListTagsForResource of ${name}`, error);
  }
}

async function valueOf(ssm: SSMClient, name: string): Promise<string | undefined> {
  try {
    const { Parameter } = await ssm.send(new GetParameterCommand({ Name: name }));
    return Parameter?.Value;
  } catch (error) {
    if (isNamed(error, 'ParameterNotFound')) return undefined;
    throw translate(`ssm:GetParameter of ${name}`, error);
  }
}

interface Put {
  readonly Name: string;
  readonly Value: string;
}

/** Which tier takes the value, whatever tier the account has by default: an advanced one costs money each month. */
function tierOf(value: string): ParameterTier {
  return Buffer.byteLength(value) <= LARGEST_STANDARD_VALUE
    ? ParameterTier.STANDARD
    : ParameterTier.ADVANCED;
}

async function create(ssm: SSMClient, put: Put, tags: Tags): Promise<'CREATED' | 'EXISTS'> {
  const Tier = tierOf(put.Value);
  const common = { ...put, Tier, Type: 'String', Description: DESCRIPTION } as const;
  try {
    await ssm.send(new PutParameterCommand({ ...common, Tags: toTagList(tags) }));
    return 'CREATED';
  } catch (error) {
    if (isNamed(error, 'ParameterAlreadyExists')) return 'EXISTS';
    throw translate(`ssm:PutParameter of ${put.Name}`, error);
  }
}

/** A parameter that is advanced stays it, and Parameter Store refuses to have it called standard. */
async function overwrite(ssm: SSMClient, put: Put): Promise<void> {
  const putAs = async (Tier: ParameterTier): Promise<void> => {
    await ssm.send(
      new PutParameterCommand({ ...put, Tier, Overwrite: true, Description: DESCRIPTION }),
    );
  };
  await translated(`ssm:PutParameter of ${put.Name}`, async () => {
    const tier = tierOf(put.Value);
    try {
      await putAs(tier);
    } catch (error) {
      if (tier === ParameterTier.ADVANCED || !isNamed(error, 'ValidationException')) throw error;
      await putAs(ParameterTier.ADVANCED);
    }
  });
}

async function remove(ssm: SSMClient, name: string): Promise<void> {
  try {
    await ssm.send(new DeleteParameterCommand({ Name: name }));
  } catch (error) {
    if (!isNamed(error, 'ParameterNotFound')) {
      throw translate(`ssm:DeleteParameter of ${name}`, error);
    }
  }
}
