// Whose an access key of MiniStack is: the emulator's ACM gets calls that are signed with keys of its users and of the
// sessions of its roles. MiniStack's STS knows them all; that a session has expired it does not say here.
import { GetAccessKeyInfoCommand, type STSClient } from '@aws-sdk/client-sts';
import type { AccessKeys } from 'acm-emulator';

/** @see https://docs.aws.amazon.com/STS/latest/APIReference/API_GetAccessKeyInfo.html */
export function accessKeysIn(sts: Pick<STSClient, 'send'>): AccessKeys {
  return {
    accountOf: async (AccessKeyId) => {
      try {
        return (await sts.send(new GetAccessKeyInfoCommand({ AccessKeyId }))).Account;
      } catch (error) {
        if (error instanceof Error && error.name === 'ValidationError') return undefined;
        throw error;
      }
    },
  };
}
