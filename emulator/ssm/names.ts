// The rules that the name of a new parameter obeys.
// @see https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-su-create.html
// @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html
import { ServiceError } from '../errors';

const LONGEST_NAME = 1011;
const MOST_LEVELS = 15;
const CHARACTERS = /^[a-zA-Z0-9_.\-/]+$/;

export function refuseName(name: string): void {
  const problem = problemWith(name);
  if (problem !== undefined) throw new ServiceError('ValidationException', problem);
  if (name.split('/').filter(Boolean).length > MOST_LEVELS) {
    throw new ServiceError(
      'HierarchyLevelLimitExceededException',
      `The hierarchy depth for a parameter name can't exceed ${MOST_LEVELS} levels.`,
    );
  }
}

function problemWith(name: string): string | undefined {
  if (name.length > LONGEST_NAME) {
    return `Parameter name must not be longer than ${LONGEST_NAME} characters.`;
  }
  if (/^\/?(?:aws|ssm)/i.test(name)) {
    return 'Parameter name: can\'t be prefixed with "aws" or "ssm" (case-insensitive).';
  }
  if (!CHARACTERS.test(name) || name.endsWith('/') || name.includes('//')) {
    return 'Parameter name: each sub-path can be formed as a mix of letters, numbers and the following 3 symbols .-_';
  }
  return name.includes('/') && !name.startsWith('/')
    ? 'Parameter name must be a fully qualified name.'
    : undefined;
}
