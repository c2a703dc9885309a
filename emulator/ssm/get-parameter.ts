// GetParameter: the newest version, or one that is named after a colon, by its number or its label.
// @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameter.html
import { epochSeconds } from '../acm/detail';
import { string, structure } from '../acm/shapes';
import { ServiceError } from '../errors';
import { newestOf, notFound, parameterArn } from './parameters';
import type { Parameter, Version } from './parameters';
import { operation } from './service';

const input = structure({ Name: string({ min: 1, max: 2048 }) }, {});

export const getParameter = operation(input, ({ Name }, { parameters, caller }) => {
  const [name = '', selector] = Name.split(':');
  const parameter = parameters.find(name, caller);
  if (parameter === undefined) throw notFound(Name);
  const { version, value, modifiedAt } = selected(parameter, selector);
  return {
    Parameter: {
      Name: name,
      Type: parameter.type,
      Value: value,
      Version: version,
      LastModifiedDate: epochSeconds(modifiedAt),
      ARN: parameterArn(name, caller),
      DataType: 'text',
    },
  };
});

function selected(parameter: Parameter, selector: string | undefined): Version {
  if (selector === undefined) return newestOf(parameter);
  const found = parameter.versions.find(
    ({ version, labels }) => String(version) === selector || labels.has(selector),
  );
  if (found) return found;
  const message = `Systems Manager could not find version ${selector} of ${parameter.name}. Verify the version and try again.`;
  throw new ServiceError('ParameterVersionNotFound', message);
}
