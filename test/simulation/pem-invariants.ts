// What must hold of the parameters that have a PEM, when a history has settled.
import { X509Certificate } from 'node:crypto';
import { CERTIFICATE_TAG, STACK_TAG } from '../../contract/constants';
import { wasKept } from './kept';
import type { World } from './world';

type Report = (kind: 'PARAMETER_LEFT' | 'PEM_DIFFERS', text: string) => void;

interface Properties {
  readonly PemParameters?: { readonly Certificate: string; readonly Chain: string };
}

/** None outlives its certificate, none has the PEM of another, and every certificate that wants them has both. */
export function checkPem(
  world: World,
  forgotten: readonly { readonly stack: string }[],
  report: Report,
): void {
  const certificates = new Map(
    world.emulator.certificates().map((each) => [each.certificateArn, each]),
  );
  for (const { name, tags, value } of world.emulator.parameters()) {
    const arn = tags[CERTIFICATE_TAG] ?? '';
    const stackId = tags[STACK_TAG] ?? '';
    const isForgotten = forgotten.some(({ stack }) => stackId.split('/')[1] === stack);
    if (isForgotten || isTroubled(world, stackId) || world.hand.deleted.has(arn)) continue;
    const found = certificates.get(arn);
    if (found === undefined) {
      if (!wasKept(world.model, arn)) report('PARAMETER_LEFT', `${name} has the PEM of ${arn}`);
    } else if (name.endsWith('/certificate') && serialOf(value) !== number(found.serialNumber)) {
      report('PEM_DIFFERS', `${name} names ${arn}, and has the PEM of another`);
    }
  }
  checkTheWanted(world, report);
}

function checkTheWanted(world: World, report: Report): void {
  const { emulator, model, hand } = world;
  const parameters = new Map(emulator.parameters().map((each) => [each.name, each]));
  for (const { live, identity, status } of model.stacks) {
    if (!status.endsWith('_COMPLETE') || isTroubled(world, identity.id)) continue;
    for (const { physicalId = '', definition, logicalId } of live.values()) {
      if (definition.type !== 'certificate' || hand.deleted.has(physicalId)) continue;
      const { PemParameters: names } = definition.properties as Properties;
      for (const name of Object.values(names ?? {})) {
        const shown = parameters.get(name)?.tags[CERTIFICATE_TAG] ?? 'nothing';
        if (shown === physicalId) continue;
        const what = `${identity.name}/${logicalId} is ${physicalId}`;
        report('PEM_DIFFERS', `${what}, and ${name} shows ${shown}`);
      }
    }
  }
}

/** A fault out of bounds: what could not be done, an answer says. */
function isTroubled({ model, isTroubled: isOne }: World, stackId: string): boolean {
  return model.requests.all.some(({ event }) => event.StackId === stackId && isOne(event));
}

function serialOf(pem: string): bigint {
  return number(new X509Certificate(pem).serialNumber);
}

function number(hexadecimal: string): bigint {
  return BigInt(`0x${hexadecimal.replace(/:/g, '')}`);
}
