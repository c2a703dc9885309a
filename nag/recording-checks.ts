// cdk-nag's AwsSolutions, which also tells the findings that were acknowledged, with the reasons.
import { Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks, NagRuleCompliance, type IApplyRule } from 'cdk-nag';
import type { IConstruct } from 'constructs';

export interface Finding {
  readonly rule: string;
  /** The path of the construct. */
  readonly resource: string;
  /** Why it was acknowledged; undefined if it was not. */
  readonly reason?: string;
}

export class RecordingChecks extends AwsSolutionsChecks {
  private acknowledged: Finding[] = [];

  /** Whether a finding is open is for cdk-nag's own report to say. */
  findingsIn(scope: IConstruct): Finding[] {
    this.acknowledged = [];
    const open = this.validateScope(scope).violations.flatMap(({ ruleName, violatingResources }) =>
      violatingResources.map(({ constructPath = '' }) => ({
        rule: ruleName,
        resource: constructPath,
      })),
    );
    const keys = new Set(open.map(keyOf));
    return [...open, ...this.acknowledged.filter((finding) => !keys.has(keyOf(finding)))];
  }

  protected override applyRule(params: IApplyRule): void {
    super.applyRule(params);
    const { node, rule, ruleSuffixOverride } = params;
    const id = `${this.packName}-${ruleSuffixOverride ?? rule.name}`;
    for (const each of findingsOf(params, id)) {
      const reason = reasonFor(node, each);
      if (reason === undefined) continue;
      this.acknowledged.push({ rule: each, resource: node.node.path, reason });
    }
  }
}

function keyOf({ rule, resource }: Finding): string {
  return `${rule} ${resource}`;
}

/** A rule that throws could not be checked, which cdk-nag reports under the id of the rule. */
function findingsOf({ node, rule }: IApplyRule, id: string): string[] {
  try {
    const result = rule(node);
    if (Array.isArray(result)) return result.map((finding) => `${id}[${finding}]`);
    return result === NagRuleCompliance.NON_COMPLIANT ? [id] : [];
  } catch {
    return [id];
  }
}

/** Acknowledged on the resource, or on a construct that it is in. */
function reasonFor(resource: IConstruct, rule: string): string | undefined {
  return resource.node.scopes
    .flatMap(({ node }) => node.metadata)
    .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
    .flatMap(({ data }) => Object.entries(data as Record<string, string>))
    .find(([id]) => id.replace(/^annotation::/i, '') === rule)?.[1];
}
