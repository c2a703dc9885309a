// LabelParameterVersion, for the one thing that labels do to writers: a labelled version is never dropped.
// @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_LabelParameterVersion.html
import { integer, list, string, structure } from '../acm/shapes';
import { newestOf, notFound } from './parameters';
import { operation } from './service';

const input = structure(
  {
    Name: string({ min: 1, max: 2048 }),
    Labels: list(string({ min: 1, max: 100 }), { min: 1, max: 10 }),
  },
  { ParameterVersion: integer({ min: 1, max: Number.MAX_SAFE_INTEGER }) },
);

export const labelParameterVersion = operation(input, (wanted, { parameters, caller }) => {
  const parameter = parameters.find(wanted.Name, caller);
  if (parameter === undefined) throw notFound(wanted.Name);
  const { ParameterVersion = newestOf(parameter).version, Labels } = wanted;
  for (const { labels, version } of parameter.versions) {
    for (const label of Labels) {
      if (version === ParameterVersion) labels.add(label);
      else labels.delete(label);
    }
  }
  return { ParameterVersion, InvalidLabels: [] };
});
