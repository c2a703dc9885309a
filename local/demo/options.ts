// The demo's command line. Pure: arguments and environment in, options or a Problem out.
import { parseArgs } from 'node:util';
import { Problem } from '../cloud/problem';
import { ALL_SCENES, type SceneName } from './scene-report';

export const USAGE = `usage: npm run demo -- [--keep] [--port N] [--scene NAME]...

  --scene    play one of the scenes of the second act only: ${ALL_SCENES.join(', ')}
  --keep     leave everything running until Ctrl-C, and print how to point the AWS CLI and the CDK CLI at it
  --port N   where MiniStack listens on 127.0.0.1; a free port by default
`;

export interface Options {
  readonly keep: boolean;
  /** Undefined for the whole demo. */
  readonly scenes?: readonly SceneName[];
  readonly port?: number;
}

export function optionsOf(args: readonly string[], env: NodeJS.ProcessEnv): Options | 'help' {
  const taken = ['keep', 'port', 'scene'].find((name) => env[`npm_config_${name}`] !== undefined);
  if (taken !== undefined) {
    throw new Problem(`npm has taken --${taken} for itself`, 'write npm run demo -- --keep');
  }
  const { keep, port, scene, help } = parse(args);
  if (help) return 'help';
  if (keep && scene !== undefined) {
    throw new Problem('--keep and --scene exclude each other', 'leave one of them out');
  }
  const common = { keep, ...(scene !== undefined && { scenes: scene.map(sceneNamed) }) };
  if (port === undefined) return common;
  const number = Number(port);
  if (Number.isInteger(number) && number > 0 && number < 65_536) return { ...common, port: number };
  throw new Problem(`--port is '${port}'`, 'give a whole number from 1 to 65535');
}

function sceneNamed(name: string): SceneName {
  const scene = ALL_SCENES.find((each) => each === name);
  if (scene !== undefined) return scene;
  throw new Problem(`there is no scene '${name}'`, `choose from ${ALL_SCENES.join(', ')}`);
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        keep: { type: 'boolean', default: false },
        port: { type: 'string' },
        scene: { type: 'string', multiple: true },
        help: { type: 'boolean', short: 'h', default: false },
      },
    }).values;
  } catch (error) {
    throw new Problem(error instanceof Error ? error.message : String(error), USAGE);
  }
}
