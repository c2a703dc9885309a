// The roles that were made, and whom they trust: as much of a trust policy as AssumeRole needs. What the caller's own
// policies say is `authorize`'s to answer.
import type { Caller } from '../http/caller';

export interface Role {
  readonly arn: string;
  /**
   * Who may assume it, as in the Principal of a trust policy: the number or the root ARN of an account (whoever is in
   * it), the ARN of a role (its sessions), or the ARN of one session.
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
   */
  readonly trusted: readonly string[];
  /**
   * The sts:ExternalId that the trust policy asks for. Without one, callers may send any.
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_common-scenarios_third-party.html
   */
  readonly externalId?: string;
}

export const ROLE_ARN = /^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/;

export class Roles {
  private readonly roles = new Map<string, Role>();

  create(role: Role): void {
    if (!ROLE_ARN.test(role.arn)) throw new TypeError(`'${role.arn}' is not the ARN of a role`);
    this.roles.set(role.arn, role);
  }

  /** A role that does not exist is refused as one that does not trust the caller. */
  mayAssume(roleArn: string, caller: Caller, externalId: string | undefined): boolean {
    if (this.roles.size === 0) return true;
    const role = this.roles.get(roleArn);
    if (!role || (role.externalId !== undefined && role.externalId !== externalId)) return false;
    return role.trusted.some((principal) => isCovered(caller, principal));
  }
}

function isCovered({ account, arn, roleArn }: Caller, principal: string): boolean {
  const [, root = principal] = /^arn:aws[a-z-]*:iam::(\d{12}):root$/.exec(principal) ?? [];
  return [account, arn, roleArn].includes(root);
}
