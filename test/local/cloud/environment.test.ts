import { localEnvironment } from '../../../local/cloud/environment';

test('nothing of AWS or Python is inherited, the rest is', () => {
  const env = { AWS_PROFILE: 'work', AWS_REGION: 'x', PYTHONPATH: 'y', PYTHONHOME: 'z', HOME: '/' };
  expect(Object.keys(localEnvironment(env)).sort()).toEqual(['HOME', 'NO_PROXY', 'no_proxy']);
});

test('what concerns the SDK itself is inherited', () => {
  const env = { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' };
  expect(localEnvironment(env)).toMatchObject(env);
});

test.each([
  [{}, '127.0.0.1,localhost'],
  [{ NO_PROXY: '.corp' }, '.corp,127.0.0.1,localhost'],
  [{ no_proxy: '.corp' }, '.corp,127.0.0.1,localhost'],
])('no proxy stands between the programs and the local cloud, given %j', (env, direct) => {
  expect(localEnvironment(env)).toMatchObject({ NO_PROXY: direct, no_proxy: direct });
});
