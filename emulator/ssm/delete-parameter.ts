// DeleteParameter and DeleteParameters. A name that was deleted cannot be given again at once: AWS says to wait for at
// least 30 seconds, and not what happens otherwise.
// @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DeleteParameter.html
// @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DeleteParameters.html
import { list, string, structure } from '../acm/shapes';
import { notFound } from './parameters';
import { operation } from './service';

const name = string({ min: 1, max: 2048 });

export const deleteParameter = operation(
  structure({ Name: name }, {}),
  ({ Name }, { parameters, caller }) => {
    if (!parameters.remove(Name, caller)) throw notFound(Name);
    return {};
  },
);

export const deleteParameters = operation(
  structure({ Names: list(name, { min: 1, max: 10 }) }, {}),
  ({ Names }, { parameters, caller }) => {
    const DeletedParameters = Names.filter((each) => parameters.remove(each, caller));
    const InvalidParameters = Names.filter((each) => !DeletedParameters.includes(each));
    return { DeletedParameters, InvalidParameters };
  },
);
