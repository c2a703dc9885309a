import {
  brokenPromises,
  promisesText,
  SHOP_SCENES,
  sceneTable,
  type ShopScene,
  type Shop,
} from '../../../local/demo/scene-report';

const arn = (n: number): string =>
  `arn:aws:acm:eu-west-1:000000000000:certificate/0000000${n}-0000-0000-0000-000000000000`;

const SERVED: Shop = {
  certificates: [{ arn: arn(1), status: 'ISSUED', names: ['shop.example.com'], team: undefined }],
  listener: arn(1),
  records: ['shop.example.com'],
  requests: 1,
};
const TAGGED: Shop = {
  ...SERVED,
  certificates: SERVED.certificates.map((each) => ({ ...each, team: 'web' })),
};
const RENAMED: Shop = {
  certificates: [
    {
      arn: arn(2),
      status: 'ISSUED',
      names: ['shop.example.com', 'www.example.com'],
      team: undefined,
    },
  ],
  listener: arn(2),
  records: ['shop.example.com', 'www.example.com'],
  requests: 2,
};
const NOTHING: Shop = { certificates: [], listener: undefined, records: [], requests: 0 };
const BOTH: Shop = {
  ...SERVED,
  certificates: [...SERVED.certificates, ...RENAMED.certificates],
};

test.each<[ShopScene, Shop, Shop]>([
  ['tag', SERVED, TAGGED],
  ['name', SERVED, RENAMED],
  ['rollback', SERVED, { ...SERVED, requests: 2 }],
  ['sibling', NOTHING, { ...NOTHING, requests: 1 }],
])('The promises of the scene %s are kept', (scene, before, after) => {
  expect(brokenPromises(scene, before, after)).toEqual([]);
});

test.each<[what: string, ShopScene, Shop, Shop, broken: string]>([
  ['a tag that is missing', 'tag', SERVED, SERVED, 'the certificate has the tag'],
  ['a tag that replaces', 'tag', SERVED, RENAMED, 'it is the same certificate'],
  ['a name that is missing', 'name', SERVED, SERVED, 'it is another certificate'],
  ['an old certificate that stays', 'name', SERVED, BOTH, 'there is one certificate'],
  [
    'a listener that has not moved',
    'name',
    SERVED,
    { ...RENAMED, listener: arn(1) },
    'the listener uses it',
  ],
  ['a record that was removed', 'name', SERVED, { ...RENAMED, records: [] }, 'the records stay'],
  ['a rollback that replaces', 'rollback', SERVED, RENAMED, 'it is the same certificate'],
  ['a half-made certificate that stays', 'rollback', SERVED, BOTH, 'there is one certificate'],
  [
    'an update that failed before it did anything',
    'rollback',
    SERVED,
    SERVED,
    'there was something to be undone',
  ],
  ['a certificate that is left', 'sibling', NOTHING, SERVED, 'no certificate is left'],
])('%s is told', (_what, scene, before, after, broken) => {
  const found = brokenPromises(scene, before, after);
  expect(found).toContain(broken);
  expect(promisesText(scene, found)).toContain(`scene '${scene}'`);
});

test('The table shows what was and what is, with short ARNs', () => {
  const table = sceneTable(SERVED, TAGGED);
  expect(table).toContain('certificate/00000001-000… ISSUED');
  expect(table).toContain('team = web');
  expect(sceneTable(NOTHING, NOTHING)).toContain('no listener');
});

test('Every scene has its promises: none can pass without one', () => {
  const nowhere: Shop = { ...BOTH, listener: arn(9) };
  for (const scene of SHOP_SCENES) {
    expect(brokenPromises(scene, nowhere, nowhere).length).toBeGreaterThan(0);
  }
});
