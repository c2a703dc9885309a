// The operations of Parameter Store that the emulator knows.
import { deleteParameter, deleteParameters } from './delete-parameter';
import { getParameter } from './get-parameter';
import { labelParameterVersion } from './label-parameter-version';
import { putParameter } from './put-parameter';
import type { Operation } from './service';
import { addTagsToResource, listTagsForResource, removeTagsFromResource } from './tags';

export const OPERATIONS: ReadonlyMap<string, Operation> = new Map([
  ['AddTagsToResource', addTagsToResource],
  ['DeleteParameter', deleteParameter],
  ['DeleteParameters', deleteParameters],
  ['GetParameter', getParameter],
  ['LabelParameterVersion', labelParameterVersion],
  ['ListTagsForResource', listTagsForResource],
  ['PutParameter', putParameter],
  ['RemoveTagsFromResource', removeTagsFromResource],
]);
