// startEmulator() wires one backend together: a clock, Route 53's zones, ACM's certificates, a
// certificate authority. No I/O happens here; listen() opens a port, the request handler needs none.
import { IdempotencyLog } from './acm/idempotency';
import { Mailbox } from './acm/mailbox';
import { Registry } from './acm/registry';
import { Authority } from './authority';
import { SystemClock } from './clock';
import { Callers } from './http/caller';
import { dispatchFor } from './http/dispatch';
import type { Backend } from './http/dispatch';
import type { Emulator, EmulatorOptions } from './emulator';
import { Faults } from './http/faults';
import { History } from './http/history';
import { HttpServer } from './http/server';
import { Throttle } from './http/throttle';
import { Ids } from './ids';
import { requestHandlerFor } from './http/request-handler';
import { ratesFrom } from './rates';
import { AWS_REGIONS } from './regions';
import { Zones } from './route53/zones';
import { Parameters } from './ssm/parameters';
import { Roles } from './sts/roles';
import { Sessions } from './sts/sessions';
import { DEFAULT_TIMINGS } from './timings';
import { controlsOf } from './controls';
import { LaggingUsers } from './users';

export { MovableClock, SystemClock } from './clock';
export { DEFAULT_TIMINGS } from './timings';
export { PUBLISHED_RATES } from './rates';
export type { CallCount, RecordedCall } from './http/history';
export type { CertificateStatus } from './acm/certificate';
export type { Clock } from './clock';
export type { AccessKeys } from './http/caller';
export type { Cname, CnameLookup } from './acm/cnames';
export type { Email } from './acm/mailbox';
export type {
  CertificateView,
  Emulator,
  EmulatorOptions,
  ParameterView,
  RecordView,
  ZoneOptions,
} from './emulator';
export type { Fault } from './http/faults';
export { AWS_REGIONS } from './regions';
export { operationOf } from './http/operation-of';
export { requestHandlerFor } from './http/request-handler';
export type { Dispatch, WireRequest, WireResponse } from './http/wire';
export type { RequestHandler } from './http/request-handler';
export type { Role } from './sts/roles';
export type { Rate, RateName, Rates } from './rates';
export type { Timings } from './timings';
export type { AuthorizationQuestion, Authorize } from './authorization';
export type { CertificateUsers } from './users';

export function startEmulator(options: EmulatorOptions = {}): Emulator {
  const backend = backendFor(options);
  const dispatch = dispatchFor(backend);
  const server = new HttpServer(dispatch);
  return {
    ...controlsOf(backend),
    dispatch,
    requestHandler: requestHandlerFor(dispatch, options.regions ?? AWS_REGIONS),
    listen: (port) => server.listen(port),
    close: () => server.close(),
  };
}

function backendFor(options: EmulatorOptions): Backend {
  const clock = options.clock ?? new SystemClock();
  const timings = { ...DEFAULT_TIMINGS, ...options.timings };
  const ids = new Ids(options.seed);
  const sessions = new Sessions(clock, ids);
  const zones = new Zones({ clock, timings, ids });
  const registry = new Registry({ clock, timings, ownZones: zones, remoteCnames: options.cnames });
  zones.beforeChange = () => {
    registry.settleAll();
  };
  return {
    acm: {
      clock,
      timings,
      ids,
      registry,
      users: new LaggingUsers(clock, timings.inUseLagSeconds, options.users),
      mailbox: new Mailbox(),
      idempotency: new IdempotencyLog(),
      authority: new Authority(clock, options.sharedKeys),
    },
    zones,
    parameters: new Parameters(clock, timings),
    sessions,
    roles: new Roles(),
    callers: new Callers(sessions, options.accessKeys),
    authorize: options.authorize ?? (() => undefined),
    throttle: new Throttle(clock, ratesFrom(options.rates ?? 'published')),
    faults: new Faults(clock),
    enabledRegions: new Set(options.enabledRegions),
    history: new History(options.historyLimit ?? Infinity),
  };
}
