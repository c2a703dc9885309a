// The second act: a shop's stack (bin/shop.ts) is deployed, changed and broken, by the real CDK CLI. Each scene looks before
// and after, and fails if anything is not as it was promised.
import {
  paginateDescribeListeners,
  paginateDescribeLoadBalancers,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { rootOf } from '../cloud/clients';
import { appOptions, DEPLOY_OPTIONS } from '../cloud/cdk';
import { ACCOUNT, REGION, type Cloud } from '../cloud/cloud';
import { defect, Problem } from '../cloud/problem';
import { playAccounts, playWrongTrust, prepareAccounts } from './accounts';
import { playEmail } from './email';
import type { Narrator } from './narrator';
import { playPem } from './pem';
import { validationRecordsIn } from './records';
import {
  brokenPromises,
  promisesText,
  sceneTable,
  TITLES,
  SHOP_SCENES,
  type SceneName,
  type ShopScene,
  type Shop,
} from './scene-report';

const STACK = 'Shop';
const REFUSED = 'forbidden';

/** A version of the shop, as context of its app. */
interface Version {
  readonly otherNames?: string;
  readonly team?: string;
  readonly broken?: 'true';
}

export interface Stage {
  readonly cloud: Cloud;
  readonly narrator: Narrator;
  readonly hostedZoneId: string;
  readonly zoneName: string;
  /** Runs the CDK CLI, telling what happens meanwhile. */
  readonly run: (args: readonly string[]) => Promise<void>;
}

export async function playScenes(stage: Stage, scenes: readonly SceneName[]): Promise<void> {
  const withShop = SHOP_SCENES.filter((scene) => scene !== 'sibling' && scenes.includes(scene));
  if (withShop.length > 0) {
    stage.narrator.chapter('Second act: a shop');
    await deploy(stage, {});
  }
  let version: Version = {};
  for (const scene of withShop) {
    const wanted = VERSIONS[scene];
    await play(stage, scene, () => PLAYS[scene](stage, { ...version, ...wanted }));
    if (scene !== 'rollback') version = { ...version, ...wanted };
  }
  if (withShop.length > 0) {
    stage.narrator.chapter(`cdk destroy ${STACK}`);
    await stage.run(['destroy', STACK, '--force', ...appArgs(stage, version)]);
  }
  if (scenes.includes('sibling')) {
    await play(stage, 'sibling', () => PLAYS.sibling(stage, VERSIONS.sibling));
    await stage.run(['destroy', STACK, '--force', ...appArgs(stage, VERSIONS.sibling)]);
  }
  if (scenes.includes('pem')) {
    stage.narrator.chapter(TITLES.pem);
    await playPem(stage);
  }
  if (scenes.includes('email')) {
    stage.narrator.chapter(TITLES.email);
    await playEmail(stage);
  }
  await playAcrossAccounts(stage, scenes);
}

async function playAcrossAccounts(stage: Stage, scenes: readonly SceneName[]): Promise<void> {
  const plays = { accounts: playAccounts, trust: playWrongTrust };
  const wanted = (['accounts', 'trust'] as const).filter((scene) => scenes.includes(scene));
  if (wanted.length === 0) return;
  const prepared = await prepareAccounts(stage);
  for (const scene of wanted) {
    stage.narrator.chapter(TITLES[scene]);
    await plays[scene](prepared);
  }
}

const VERSIONS: Readonly<Record<ShopScene, Version>> = {
  tag: { team: 'web' },
  name: { otherNames: 'www' },
  rollback: { otherNames: REFUSED },
  sibling: { broken: 'true' },
};

const PLAYS: Readonly<Record<ShopScene, (stage: Stage, version: Version) => Promise<void>>> = {
  tag: deploy,
  name: deploy,
  rollback: async (stage, version) => {
    const { cloud, zoneName } = stage;
    cloud.emulator.refuse(`${REFUSED}.${zoneName}`, 'CAA_ERROR');
    await deployInVain(stage, version);
  },
  sibling: deployInVain,
};

async function play(stage: Stage, scene: ShopScene, act: () => Promise<void>): Promise<void> {
  const { narrator } = stage;
  narrator.chapter(TITLES[scene]);
  const before = await look(stage);
  await act();
  const after = await look(stage);
  console.log(sceneTable(before, after));
  const broken = brokenPromises(scene, before, after);
  if (broken.length > 0) {
    throw defect(promisesText(scene, broken));
  }
}

function deploy(stage: Stage, version: Version): Promise<void> {
  return stage.run(['deploy', STACK, ...DEPLOY_OPTIONS, ...appArgs(stage, version)]);
}

/** The deployment has to fail; its events have told why. */
async function deployInVain(stage: Stage, version: Version): Promise<void> {
  try {
    await deploy(stage, version);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return;
  }
  throw defect('a deployment succeeded that had to fail');
}

function appArgs({ hostedZoneId, zoneName }: Stage, version: Version): string[] {
  return appOptions('npx tsx bin/shop.ts', { hostedZoneId, zoneName, ...version });
}

async function look({ cloud, hostedZoneId, zoneName }: Stage): Promise<Shop> {
  const certificates = cloud.emulator
    .certificates()
    .filter(({ domainName }) => domainName === `shop.${zoneName}`)
    .map(({ certificateArn, status, names, tags }) => ({
      arn: certificateArn,
      status,
      names,
      team: tags['team'],
    }));
  const records = await validationRecordsIn(cloud, hostedZoneId);
  const requests = cloud.emulator.calls()['acm:RequestCertificate']?.calls ?? 0;
  return { certificates, listener: await certificateOfListener(cloud), records, requests };
}

/** Of the only load balancer that there is. */
async function certificateOfListener({ clientsOf }: Cloud): Promise<string | undefined> {
  const client = clientsOf(rootOf(ACCOUNT)).loadBalancing(REGION);
  for await (const { LoadBalancers = [] } of paginateDescribeLoadBalancers({ client }, {})) {
    for (const { LoadBalancerArn, LoadBalancerName = '' } of LoadBalancers) {
      if (!LoadBalancerName.toLowerCase().startsWith(STACK.toLowerCase())) continue;
      for await (const { Listeners = [] } of paginateDescribeListeners(
        { client },
        { LoadBalancerArn },
      )) {
        const [arn] = Listeners.flatMap(({ Certificates = [] }) => Certificates);
        if (arn?.CertificateArn !== undefined) return arn.CertificateArn;
      }
    }
  }
  return undefined;
}
