// GetChange: PENDING until the change has propagated, INSYNC from then on. Only the account
// that made the change sees it.
// @see https://docs.aws.amazon.com/Route53/latest/APIReference/API_GetChange.html
import { requiredText } from './service';
import type { Operation } from './service';

export const getChange: Operation = (input, { zones, caller }) => {
  const id = requiredText(input, 'Id').replace(/^\/?change\//, '');
  return { body: { ChangeInfo: zones.changeInfo(zones.change(id, caller.account)) } };
};
