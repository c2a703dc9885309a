// Roles that somebody else makes: `iam.Role.customizeRoles` writes a report of what each role needs.
import type * as iam from 'aws-cdk-lib/aws-iam';

/**
 * Whether the role is made by somebody else. Then its statements are reported as they are added to it, one by one; a
 * document that grows later would be reported as it was in the beginning.
 */
export function isPrecreated(role: iam.Role): boolean {
  return role.node.tryFindChild(`PrecreatedRole${role.node.id}`) !== undefined;
}
