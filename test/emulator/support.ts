import type { AwsCredentialIdentity } from '@smithy/types';
// One emulator on a clock that the test moves, real SDK clients that talk to it in the same process, and the steps
// that many tests need: request, describe, change records, validate, issue.
import {
  ACMClient,
  DescribeCertificateCommand,
  RequestCertificateCommand,
} from '@aws-sdk/client-acm';
import type { CertificateDetail, RequestCertificateCommandInput } from '@aws-sdk/client-acm';
import { ChangeResourceRecordSetsCommand, Route53Client } from '@aws-sdk/client-route-53';
import type { ChangeAction } from '@aws-sdk/client-route-53';
import { SSMClient } from '@aws-sdk/client-ssm';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import type { AssumeRoleCommandInput } from '@aws-sdk/client-sts';
import { MovableClock, startEmulator } from 'acm-emulator';
import type { EmulatorOptions } from 'acm-emulator';
import { DOMAIN } from '../support/names';

export const ACCOUNT = '000000000000';

/** An access key, which may be the number of an account, or all that belongs to one. */
export type Who = string | AwsCredentialIdentity;

/**
 * Most tests make all their calls at one moment of the clock, so that rates would refuse them: there are none unless a
 * test asks for them, and Route 53 is never busy.
 */
export function newEmulator({ timings, ...options }: EmulatorOptions = {}) {
  const clock = new MovableClock();
  const emulator = startEmulator({
    clock,
    rates: 'unlimited',
    timings: { changeSeconds: 0, ...timings },
    ...options,
  });
  const config = (region: string, who: Who) => ({
    region,
    credentials: typeof who === 'string' ? { accessKeyId: who, secretAccessKey: 'secret' } : who,
    requestHandler: emulator.requestHandler,
    maxAttempts: 1,
  });
  const acmIn = (region: string, who: Who = ACCOUNT) => new ACMClient(config(region, who));
  const route53Of = (who: Who) => new Route53Client(config('us-east-1', who));
  const stsOf = (who: Who) => new STSClient(config('eu-west-1', who));
  const ssmIn = (region: string, who: Who = ACCOUNT) => new SSMClient(config(region, who));
  const acm = acmIn('us-east-1');
  const route53 = route53Of(ACCOUNT);

  const request = async (input: Partial<RequestCertificateCommandInput> = {}, client = acm) => {
    const { CertificateArn } = await client.send(
      new RequestCertificateCommand({
        DomainName: DOMAIN,
        ValidationMethod: 'DNS',
        ...input,
      }),
    );
    return CertificateArn!;
  };
  const describe = async (CertificateArn: string, client = acm): Promise<CertificateDetail> => {
    const { Certificate } = await client.send(new DescribeCertificateCommand({ CertificateArn }));
    return Certificate!;
  };
  /** Assumes a role; what is not given is an hour and a session named `test`. */
  const assume = async (
    RoleArn: string,
    who: Who = ACCOUNT,
    input: Partial<AssumeRoleCommandInput> = {},
  ) => {
    const command = new AssumeRoleCommand({ RoleArn, RoleSessionName: 'test', ...input });
    const { Credentials, AssumedRoleUser } = await stsOf(who).send(command);
    const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = Credentials ?? {};
    const keys = { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey };
    return {
      user: AssumedRoleUser,
      expiration: Credentials?.Expiration,
      credentials: { ...keys, sessionToken: SessionToken },
    };
  };
  const change = (
    hostedZoneId: string,
    ...changes: [ChangeAction, name: string, value: string, type?: 'CNAME' | 'TXT' | 'A'][]
  ) =>
    route53.send(
      new ChangeResourceRecordSetsCommand({
        HostedZoneId: hostedZoneId,
        ChangeBatch: {
          Changes: changes.map(([Action, Name, Value, Type = 'CNAME']) => ({
            Action,
            ResourceRecordSet: { Name, Type, TTL: 60, ResourceRecords: [{ Value }] },
          })),
        },
      }),
    );
  /** Writes the records that a certificate asks for; it must have them all by now. */
  const validate = async (hostedZoneId: string, certificateArn: string, client = acm) => {
    const { DomainValidationOptions = [] } = await describe(certificateArn, client);
    const records = new Map(
      DomainValidationOptions.map(({ ResourceRecord }) => [
        ResourceRecord!.Name!,
        ResourceRecord!.Value!,
      ]),
    );
    for (const [name, value] of records) await change(hostedZoneId, ['UPSERT', name, value]);
  };
  /** A certificate of one or more names under DOMAIN, issued. */
  const issue = async (input: Partial<RequestCertificateCommandInput> = {}) => {
    const hostedZoneId = emulator.createHostedZone(DOMAIN);
    const certificateArn = await request(input);
    clock.advance(60);
    await validate(hostedZoneId, certificateArn);
    clock.advance(60);
    return { certificateArn, hostedZoneId };
  };
  return {
    clock,
    emulator,
    acm,
    acmIn,
    route53,
    route53Of,
    ssmIn,
    stsOf,
    assume,
    request,
    describe,
    change,
    validate,
    issue,
  };
}
