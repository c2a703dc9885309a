// What must hold in every history, whatever goes wrong within the bounds.
import { RESOURCE_TAG, STACK_TAG } from '../../contract/constants';
import type { CustomResourceEvent } from '../support/stacks';
import { checkPem } from './pem-invariants';
import { checkMails } from './mail-invariants';
import { checkRecords } from './record-invariants';
import { checkTags } from './tag-invariants';
import type { World } from './world';

export type ViolationKind =
  | 'LEAKED'
  | 'DANGLING'
  | 'DELETED_WHILE_NEEDED'
  | 'RECORD_MISSING'
  | 'RECORD_LEFT'
  | 'TAGS_DIFFER'
  | 'PARAMETER_LEFT'
  | 'PEM_DIFFERS'
  | 'TOO_MANY_MAILS'
  | 'REPLACED_HEALTHY'
  | 'HALF_MADE_LEFT'
  | 'NOT_ANSWERED'
  | 'LIE'
  | 'NEEDS_A_PERSON'
  | 'ABANDONED'
  | 'STUCK'
  | 'FAILED_WITHIN_BOUNDS';

export interface Violation {
  readonly kind: ViolationKind;
  readonly seconds: number;
  readonly text: string;
}

interface Wanted {
  readonly DomainName?: string;
  readonly SubjectAlternativeNames?: readonly string[];
  readonly Region?: string;
  readonly KeyAlgorithm?: string;
  readonly Export?: boolean;
}

const HOUR_SECONDS = 3600;

export class Invariants {
  readonly violations: Violation[] = [];
  /** The physical ids that CloudFormation has given up in a clean-up: nobody is asked to delete what they stand for. */
  readonly forgotten: { readonly stack: string; readonly id: string }[] = [];

  constructor(private readonly world: World) {
    world.observer = {
      deletes: (arn) => {
        this.afterDeletion(arn);
      },
      answers: (event, body) => {
        this.afterAnswer(event, body);
      },
    };
  }

  violated(kind: ViolationKind, text: string, seconds = this.world.timeline.elapsed): void {
    this.violations.push({ kind, seconds, text });
  }

  /** When the history has settled. */
  checkTheEnd(): void {
    this.noneIsLeft();
    this.noneIsMissing();
    this.allAreAnswered();
    checkRecords(this.world, (kind, text) => {
      this.violated(kind, text);
    });
    checkPem(this.world, this.forgotten, (kind, text) => {
      this.violated(kind, text);
    });
    checkMails(this.world, (text) => {
      this.violated('TOO_MANY_MAILS', text);
    });
    checkTags(this.world, (text) => {
      this.violated('TAGS_DIFFER', text);
    });
  }

  /** Nobody may point to what was deleted but the resource whose deletion was asked for. */
  private afterDeletion(arn: string): void {
    const { stacks, requests } = this.world.model;
    for (const { live, identity } of stacks) {
      for (const { physicalId, logicalId } of live.values()) {
        if (physicalId !== arn) continue;
        const isWanted = requests.all.some(
          ({ event, attempt }) =>
            event.RequestType === 'Delete' && event.PhysicalResourceId === arn && !attempt.isOver,
        );
        const text = `${identity.name}/${logicalId} is ${arn}, which was deleted`;
        if (!isWanted) this.violated('DELETED_WHILE_NEEDED', text);
      }
    }
  }

  /** A physical id that is an ARN exists when it is answered, and is ISSUED if that is a success. */
  private afterAnswer(event: CustomResourceEvent, body: string): void {
    const { Status, PhysicalResourceId: id, Reason } = JSON.parse(body) as Record<string, string>;
    if (event.RequestType === 'Update' && Status === 'FAILED') this.leavesNothing(event, body);
    if (event.RequestType === 'Delete' || Status !== 'SUCCESS') return;
    if (event.RequestType === 'Update' && event.PhysicalResourceId !== id) this.isReplacing(event);
    const found = this.world.emulator.certificates().find((each) => each.certificateArn === id);
    if (found?.status === 'ISSUED') return;
    const deletedAt = this.world.hand.deleted.get(id ?? '');
    if (deletedAt !== undefined) {
      const asked = this.world.model.requests.all.find((each) => each.event === event);
      const isTold = Reason?.includes('CERTIFICATE_GONE') === true;
      if (isTold || deletedAt > (asked?.seconds ?? 0)) return;
    }
    const what = `${event.RequestType} of ${event.LogicalResourceId} was a success with ${id ?? ''}`;
    this.violated('LIE', `${what}, which is ${found?.status ?? 'not there'}`);
  }

  /** A failed update has deleted what it requested, or says what it leaves: nobody else knows of it. */
  private leavesNothing(event: CustomResourceEvent, body: string): void {
    if (this.world.isTroubled(event)) return;
    const { timeline, model, emulator } = this.world;
    const asked = model.requests.all.find((each) => each.event === event);
    const madeAt = timeline.clock.now() + ((asked?.seconds ?? 0) - timeline.elapsed) * 1000;
    const left = emulator
      .certificates()
      .filter(({ tags }) => tags[STACK_TAG] === event.StackId)
      .filter(({ tags }) => tags[RESOURCE_TAG] === event.LogicalResourceId)
      .find(
        ({ certificateArn, createdAt }) =>
          createdAt >= madeAt &&
          !body.includes(`${certificateArn}, requested meanwhile, could not`),
      );
    if (left === undefined) return;
    this.violated('HALF_MADE_LEFT', `${event.LogicalResourceId}: ${left.certificateArn}`);
  }

  /** An update replaces only what has another identity, or cannot be used any more. */
  private isReplacing({
    LogicalResourceId,
    PhysicalResourceId,
    ResourceProperties,
  }: CustomResourceEvent): void {
    const wanted = ResourceProperties as Wanted;
    const { DomainName, SubjectAlternativeNames = [], Region } = wanted;
    const before = this.world.emulator
      .certificates()
      .find((each) => each.certificateArn === PhysicalResourceId);
    if (before?.status !== 'ISSUED' || before.region !== Region) return;
    const names = [DomainName, ...SubjectAlternativeNames].sort().join(' ');
    if ([...before.names].sort().join(' ') !== names) return;
    const { KeyAlgorithm = 'RSA_2048', Export } = wanted;
    const exportOption = Export === undefined ? 'DISABLED' : 'ENABLED';
    if (before.keyAlgorithm !== KeyAlgorithm || before.exportOption !== exportOption) return;
    this.violated(
      'REPLACED_HEALTHY',
      `${LogicalResourceId}: ${PhysicalResourceId ?? ''} was there`,
    );
  }

  /** A create that was cancelled, with a policy that keeps what it made: somebody wanted it to stay. */
  private isKeptWithoutAnId(tags: Readonly<Record<string, string>>): boolean {
    const stack = (tags[STACK_TAG] ?? '').split('/')[1];
    return this.world.model.events.some(
      (event) =>
        event.status === 'DELETE_SKIPPED' &&
        event.physicalId === undefined &&
        event.stack === stack &&
        event.logicalId === tags[RESOURCE_TAG],
    );
  }

  /** What was given up may go by an id that is no ARN. */
  private isForgotten(arn: string, tags: Readonly<Record<string, string>>): boolean {
    const name = (tags[STACK_TAG] ?? '').split('/')[1];
    const logicalId = tags[RESOURCE_TAG] ?? '';
    return this.forgotten.some(
      ({ stack, id }) =>
        id === arn || (stack === name && !id.startsWith('arn:') && id.includes(logicalId)),
    );
  }

  /** An answer said that it could not be deleted, because of a fault out of bounds: the next update tries again. */
  private isToldLeft(arn: string): boolean {
    return this.world.model.requests.all.some(
      ({ event, answers }) =>
        this.world.isTroubled(event) &&
        answers.some(({ body }) => body.includes(`deleting ${arn}: `)),
    );
  }

  private noneIsLeft(): void {
    const pointedTo = new Set(
      this.world.model.stacks.flatMap(({ live, retained }) => [
        ...[...live.values()].map(({ physicalId }) => physicalId),
        ...retained,
      ]),
    );
    for (const {
      certificateArn,
      status,
      names,
      account,
      region,
      createdAt,
      tags,
    } of this.world.emulator.certificates()) {
      if (pointedTo.has(certificateArn) || this.isKeptWithoutAnId(tags)) continue;
      if (this.isForgotten(certificateArn, tags) || this.isToldLeft(certificateArn)) continue;
      const where = `in ${account} ${region}, requested ${new Date(createdAt).toISOString()}`;
      this.violated('LEAKED', `${certificateArn} (${names.join(', ')}; ${status}) ${where}`);
    }
  }

  private isAskedToBeDeleted(arn: string): boolean {
    return this.world.model.requests.all.some(
      ({ event }) => event.RequestType === 'Delete' && event.PhysicalResourceId === arn,
    );
  }

  private noneIsMissing(): void {
    const there = new Set(this.world.emulator.certificates().map((each) => each.certificateArn));
    for (const { identity, retained } of this.world.model.stacks) {
      for (const arn of retained) {
        if (there.has(arn) || this.world.hand.deleted.has(arn) || !arn.startsWith('arn:')) continue;
        // An update may have taken it back: a rollback cannot be told from a later update.
        if (this.isAskedToBeDeleted(arn)) continue;
        this.violated('DELETED_WHILE_NEEDED', `${arn} of ${identity.name}, which was retained`);
      }
    }
    for (const { live, identity, status } of this.world.model.stacks) {
      if (!status.endsWith('_COMPLETE')) continue;
      for (const { physicalId = '', definition, logicalId } of live.values()) {
        if (definition.type !== 'certificate' || there.has(physicalId)) continue;
        if (this.world.hand.deleted.has(physicalId)) continue;
        this.violated(
          'DANGLING',
          `${identity.name}/${logicalId} is ${physicalId}, which is not there`,
        );
      }
    }
  }

  private allAreAnswered(): void {
    for (const { event, seconds, attempt, answers, endSeconds = Infinity } of this.world.model
      .requests.all) {
      if (attempt.isGivenUp || this.world.isTroubled(event)) continue;
      const accepted = answers.filter((answer) => answer.accepted);
      const isShort = accepted.every(({ body }) => Buffer.byteLength(body) <= 4096);
      if (accepted.length === 1 && isShort && endSeconds - seconds < HOUR_SECONDS) continue;
      const what = `${event.RequestType} of ${event.StackId.split('/')[1] ?? ''}/${event.LogicalResourceId}`;
      this.violated('NOT_ANSWERED', `${what} ${event.RequestId}: ${accepted.length} answers`);
    }
  }
}
