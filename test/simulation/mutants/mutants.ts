// Defects, each as users met it in other solutions or as this one had it once. Each is put back alone: the simulation has to
// find it.

/** A text of a file of `lambda/`, which is there once, and what it is replaced by. */
export interface Mutant {
  readonly name: string;
  /** What a user would suffer. */
  readonly suffering: string;
  readonly file: string;
  readonly text: string;
  readonly replacement: string;
}

export const MUTANTS: readonly Mutant[] = [
  {
    name: 'create-without-arn',
    suffering: 'a create that fails does not tell its ARN, and the certificate leaks',
    file: 'core/responses.ts',
    text: 'const id = physicalResourceId ?? requested ?? idWithoutArn(',
    replacement: 'const id = physicalResourceId ?? idWithoutArn(',
  },
  {
    name: 'token-of-names',
    suffering: 'two stacks with the same names get one certificate, and one deletes it for both',
    file: 'acm-request.ts',
    text: '    owner.stackId,\n    owner.logicalResourceId,\n    requestId,\n    identity,\n',
    replacement: '    identity,\n',
  },
  {
    name: 'in-use-is-deleted',
    suffering: 'a refused delete counts as success, and the certificate leaks',
    file: 'acm.ts',
    text: "if (isNamed(error, 'ResourceInUseException')) return 'IN_USE';",
    replacement: "if (isNamed(error, 'ResourceInUseException')) return 'DELETED';",
  },
  {
    name: 'in-use-fails',
    suffering: 'a delete fails while a user needs minutes to let go',
    file: 'core/delete.ts',
    text: '  return waitedMs < DEADLINE_MS\n',
    replacement: '  return waitedMs < 60_000\n',
  },
  {
    name: 'old-properties-compared',
    suffering: 'a rollback replaces the healthy certificate, because the properties differ',
    file: 'core/update.ts',
    text: 'isWanted(live, request) ? live : undefined',
    replacement: 'isWanted(live, request) && isIdentityKept(request) ? live : undefined',
  },
  {
    name: 'half-made-stays',
    suffering: 'a failed update leaves the certificate that it requested',
    file: 'core/update.ts',
    text: "  if (failure === undefined) return { do: 'CLEAN_UP', failure: why, ...why };",
    replacement: '  if (failure === undefined) return answer(request, look, why);',
  },
  {
    name: 'cancelled-update-stays',
    suffering: 'an update that was cancelled leaves the certificate that it requested',
    file: 'core/take-over.ts',
    text: 'return requested === undefined || deleted.includes(requested) ? [] : [requested];',
    replacement: 'return [];',
  },
  {
    name: 'given-up-create-stays',
    suffering: 'a create that CloudFormation gave up is not looked for, and leaks',
    file: 'core/delete.ts',
    text: '[id] : requestedByCreate(request, known, moment);',
    replacement: '[id] : [];',
  },
  {
    name: 'not-awaited',
    suffering: 'an update or a create succeeds before the certificate is issued',
    file: 'core/issuance.ts',
    text: 'if (isPending && !spec.isWaitedFor && areAllRecordsKnown(certificate)) {',
    replacement: 'if (isPending && areAllRecordsKnown(certificate)) {',
  },
  {
    name: 'throttled-is-failed',
    suffering: 'one throttled call fails a deployment',
    file: 'core/failed-call.ts',
    text: "if (code === 'THROTTLED' || code === 'ZONE_BUSY' || code === 'UNAVAILABLE') return true;",
    replacement: "if (code === 'ZONE_BUSY' || code === 'UNAVAILABLE') return true;",
  },
  {
    name: 'busy-zone-is-failed',
    suffering: 'a zone that is busy for a quarter of a second fails a deployment',
    file: 'core/failed-call.ts',
    text: "if (code === 'THROTTLED' || code === 'ZONE_BUSY' || code === 'UNAVAILABLE') return true;",
    replacement: "if (code === 'THROTTLED' || code === 'UNAVAILABLE') return true;",
  },
  {
    name: 'denied-is-failed',
    suffering: 'a role that is seconds old fails a deployment',
    file: 'core/schedule.ts',
    text: 'ACCESS_DENIED: 2 * MINUTE_MS,',
    replacement: 'ACCESS_DENIED: 0,',
  },
  {
    name: 'age-of-the-execution',
    suffering: 'an event that Lambda held back makes a certificate that nobody waits for',
    file: 'step.ts',
    text: 'const begunAt = target.begunAt ?? startedAt;',
    replacement: 'const begunAt = startedAt;',
  },
  {
    name: 'absent-once-is-gone',
    suffering: 'one wrong answer of ACM fails a deployment, or leaks a certificate',
    file: 'core/absence.ts',
    text: 'return absentMs >= (wasThere ? GONE_AFTER_MS : DESCRIBABLE_WITHIN_MS);',
    replacement: 'return absentMs >= (wasThere ? 0 : 0);',
  },
  {
    name: 'published-once',
    suffering: 'a record that somebody removes while ACM waits for it is never written again',
    file: 'core/issuance.ts',
    text: 'return look.now - publishedAt >= (isLast ? WRITTEN_JUST_NOW_MS : PUBLISH_AGAIN_AFTER_MS);',
    replacement: 'return isLast && look.now < publishedAt;',
  },
  {
    name: 'doubled-event-runs-twice',
    suffering: 'an event that comes twice makes two certificates',
    file: 'execution-name.ts',
    text: '-${time}-${plain(requestId)}`;',
    replacement: '-${time}-${sha256(requestId + String(Date.now())).slice(0, 32)}`;',
  },
  {
    name: 'one-try-to-hand-on',
    suffering: 'Step Functions refuses an event once, and CloudFormation is told that all is over',
    file: 'intake.ts',
    text: "const isLast = problem.code === 'INVALID_PROPERTIES' || Date.now() >= endsAt;",
    replacement: 'const isLast = endsAt > 0;',
  },
  {
    name: 'one-delivery',
    suffering: 'a response that gets lost is not sent again, and CloudFormation waits for an hour',
    file: 'step.ts',
    text: 'const MOST_DELIVERIES = 8;',
    replacement: 'const MOST_DELIVERIES = 1;',
  },
  {
    name: 'tags-stay',
    suffering: 'a tag that is removed from the template stays on the certificate',
    file: 'core/tags.ts',
    text: 'Object.hasOwn(present, key) && !Object.hasOwn(wanted, key)',
    replacement: 'Object.hasOwn(present, key) && Object.hasOwn(wanted, key)',
  },
  {
    name: 'shared-record-removed',
    suffering: 'a record is removed that another certificate needs, which then is not renewed',
    file: 'core/removal.ts',
    text: '    LIVING.has(status) &&\n',
    replacement: "    status === 'NONE' &&\n",
  },
  {
    name: 'own-region-asked-only',
    suffering: 'a record is removed that a certificate in another Region needs',
    file: 'core/removal.ts',
    text: 'regions: [...new Set([...deleted.map(regionOf), ...all])],',
    replacement: 'regions: [...new Set(deleted.map(regionOf))],',
  },
  {
    name: 'not-looked-once-more',
    suffering: 'a record is removed that a certificate needs which was requested a moment before',
    file: 'core/removal.ts',
    text: 'return removed.length > 0 && !isLookedAtOnceMore',
    replacement: 'return removed.length > 0 && isLookedAtOnceMore && !isLookedAtOnceMore',
  },
  {
    name: 'records-not-noted',
    suffering: 'records stay in the zone, which then cannot be deleted',
    file: 'core/removal.ts',
    text: 'if (certificate === undefined) return undefined;',
    replacement: 'if (certificate !== undefined || request) return undefined;',
  },
  {
    name: 'pem-of-another-is-removed',
    suffering: 'the delete of a replaced certificate removes the parameters that show the new one',
    file: 'core/pem-parameters.ts',
    text: '  if (presence !== undefined && isPresent(presence)) return undefined;',
    replacement: '  if (presence !== undefined && isPresent(presence)) return remove;',
  },
  {
    name: 'pem-outlives',
    suffering: 'the parameters of a deleted certificate stay',
    file: 'core/pem.ts',
    text: '  return nextClearing(namesIn(former), { owner, look, gone }) ?? waitForRunningTicks(look);',
    replacement:
      '  return nextClearing(namesIn(former).slice(2), { owner, look, gone }) ?? waitForRunningTicks(look);',
  },
  {
    name: 'pem-not-written-again',
    suffering:
      'a replacement or a rollback leaves the PEM of the other certificate in the parameters',
    file: 'core/pem.ts',
    text: '  return seen.value === value ? undefined : { do: ',
    replacement: '  return seen.value !== undefined ? undefined : { do: ',
  },
  {
    name: 'mails-sent-twice',
    suffering: 'a tick that dies when it has sent mails sends them once more',
    file: 'core/emails.ts',
    text: 'const mayBeSent = look.isTriedAgain === true || look.now - notedAt > SENT_WITHIN_MS;',
    replacement: 'const mayBeSent = look.now - notedAt > SENT_WITHIN_MS;',
  },
  {
    name: 'method-replaces',
    suffering: 'a certificate that serves is replaced because it is to be validated by DNS',
    file: 'core/identity.ts',
    text: "if (status !== 'PENDING_VALIDATION' || method === undefined) return true;",
    replacement: 'if (status === undefined || method === undefined) return true;',
  },
];
