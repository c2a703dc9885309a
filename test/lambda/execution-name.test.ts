import { executionName, requestOf } from '../../lambda/execution-name';

const OWNER = { stackId: 'arn:aws:cloudformation:eu-west-1:0:stack/S/1', logicalResourceId: 'C' };
const REQUEST_ID = '51af3dc0-da77-11e4-872e-1234567db123';
const begunAt = Date.parse('2026-11-25T13:12:27Z');

test('the name of an execution tells whose it is, what it does and when it was asked for', () => {
  const name = executionName(OWNER, { requestType: 'Update', begunAt }, REQUEST_ID);
  expect(name).toMatch(/^[0-9a-f]{20}-update-20261125131227-51af3dc0da7711e4872e1234567db123$/);
  expect(requestOf(name, OWNER)).toEqual({ requestType: 'Update', begunAt });
  expect(requestOf(name, { ...OWNER, logicalResourceId: 'D' })).toBeUndefined();
  expect(requestOf(name, { ...OWNER, stackId: `${OWNER.stackId}2` })).toBeUndefined();
});

test('the time may be unknown', () => {
  const name = executionName(OWNER, { requestType: 'Create' }, REQUEST_ID);
  expect(requestOf(name, OWNER)).toEqual({ requestType: 'Create' });
});

test.each([REQUEST_ID, 'x'.repeat(500), '../{}', ''])(
  'the name for the request %j is one that Step Functions takes',
  (requestId) => {
    const request = { requestType: 'Delete', begunAt } as const;
    expect(executionName(OWNER, request, requestId)).toMatch(/^[A-Za-z0-9-_]{1,80}$/);
  },
);

test.each(['', 'other', '51af3dc0-da77-11e4-872e-1234567db123'])(
  '%j is no name of ours',
  (name) => {
    expect(requestOf(name, OWNER)).toBeUndefined();
  },
);
