import { callProblems } from '../support/iam';
import { callOf } from './judging';

const ZONE = 'arn:aws:route53:::hostedzone/Z1';
const ROLE = 'arn:aws:iam::111122223333:role/Zone';

describe('A call', () => {
  const certificate = 'arn:aws:acm:eu-west-1:111122223333:certificate/1';

  it.each([
    callOf('acm:RequestCertificate', '*', { 'acm:domainnames': ['x'], 'aws:tagkeys': ['a'] }),
    callOf('acm:DeleteCertificate', certificate, { 'aws:resourcetag/a': ['x'] }),
    callOf('sts:AssumeRole', ROLE, { 'aws:sourceaccount': ['1'], 'aws:principalarn': [ROLE] }),
  ])('may be $action on $resource', async (call) => {
    expect(await callProblems(call)).toEqual([]);
  });

  it.each([
    [callOf('acm:Request*'), "no action 'acm:Request*'"],
    [callOf('acm:Revoke'), "no action 'acm:Revoke'"],
    [callOf('acm:RequestCertificate', certificate), 'acm:RequestCertificate has no resource'],
    [callOf('acm:DeleteCertificate', '*'), "acm:DeleteCertificate has no resource '*'"],
    [callOf('acm:DeleteCertificate', ZONE), 'acm:DeleteCertificate has no resource'],
    [
      callOf('acm:RequestCertificate', '*', { 'aws:resourcetag/a': ['x'] }),
      "acm:RequestCertificate has no condition key 'aws:resourcetag/a'",
    ],
  ])('is not %j', async (call, problem) => {
    expect(await callProblems(call)).toEqual([expect.stringContaining(problem)]);
  });
});
