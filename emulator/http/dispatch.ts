// From a request to its response: finds out who calls which operation and whether the rates allow it, lets a fault
// strike or the operation act, and adds to the history. The HTTP server and the SDK's request handler both call it.
import { listRegions } from '../account/list-regions';
import { accountError, accountResponse, isListRegions } from '../account/protocol';
import { OPERATIONS as ACM_OPERATIONS } from '../acm/operations';
import { jsonResponse, jsonError, parseJson, TARGET_PREFIX } from '../acm/protocol';
import type { Acm } from '../acm/service';
import { LostResponse, ServiceError } from '../errors';
import { errorOf } from './faults';
import type { Faults } from './faults';
import type { History } from './history';
import { mailPage } from './mail-pages';
import type { Throttle } from './throttle';
import { isEnabledByDefault } from '../regions';
import { PATH_PREFIX, route, xmlResponse, xmlError } from '../route53/protocol';
import { OPERATIONS as ROUTE53_OPERATIONS } from '../route53/operations';
import type { Zones } from '../route53/zones';
import { acmQuestions, listRegionsQuestion, route53Question, stsQuestion } from '../authorization';
import type { AuthorizationQuestion, Authorize } from '../authorization';
import { ssmQuestions } from '../ssm/authorization';
import { OPERATIONS as SSM_OPERATIONS } from '../ssm/operations';
import type { Parameters } from '../ssm/parameters';
import { ssmOperationOf } from '../ssm/protocol';
import { assumeRole } from '../sts/assume-role';
import { parseForm, queryError, queryResponse } from '../sts/protocol';
import type { Roles } from '../sts/roles';
import type { Sessions } from '../sts/sessions';
import { denial } from './caller';
import type { Caller, Callers } from './caller';
import type { Dispatch, Service, WireRequest, WireResponse } from './wire';

/** All state of one emulator: what the calls act on, and what the controls arrange and read. */
export interface Backend {
  readonly acm: Acm;
  readonly zones: Zones;
  readonly parameters: Parameters;
  readonly sessions: Sessions;
  readonly roles: Roles;
  readonly callers: Callers;
  readonly authorize: Authorize;
  readonly throttle: Throttle;
  readonly faults: Faults;
  /** Those that accounts have enabled, besides those that they have without asking. */
  readonly enabledRegions: ReadonlySet<string>;
  readonly history: History;
}

/** One call as its protocol parsed it. */
interface ParsedCall {
  readonly service: Service;
  readonly operation: string;
  readonly input: () => unknown;
  /** What IAM is asked about it. */
  readonly questions: (
    input: unknown,
    caller: Caller,
  ) => readonly Omit<AuthorizationQuestion, keyof Caller>[];
  readonly act: (input: unknown, caller: Caller) => Promise<WireResponse>;
  readonly refuse: (error: ServiceError) => WireResponse;
}

export function dispatchFor(backend: Backend): Dispatch {
  return async (request) => {
    const page = mailPage(request, backend.acm);
    if (page !== undefined) return page;
    const requestId = backend.acm.ids.uuid();
    return respond(request, parse(request, backend, requestId), backend);
  };
}

function parse(request: WireRequest, backend: Backend, requestId: string): ParsedCall {
  if (request.path.startsWith(PATH_PREFIX)) return parseRoute53(request, backend, requestId);
  if (isListRegions(request)) return parseAccount(request, backend, requestId);
  const ssm = ssmOperationOf(request);
  if (ssm !== undefined) return parseSsm(request, ssm, { backend, requestId });
  const form = parseForm(request);
  return form === undefined
    ? parseAcm(request, backend, requestId)
    : parseSts(form, backend, requestId);
}

async function respond(
  request: WireRequest,
  call: ParsedCall,
  backend: Backend,
): Promise<WireResponse> {
  const { service, operation } = call;
  const time = backend.acm.clock.now();
  let record = { service, operation, account: '', region: '', time };
  let input: unknown;
  try {
    const caller = await backend.callers.of(request, service);
    record = { ...record, account: caller.account, region: caller.region };
    input = call.input();
    backend.throttle.admit(service, operation, caller);
    refuseDenied(call, { ...caller }, { input, authorize: backend.authorize });
    const response = await actWithFault(backend.faults, operation, () => call.act(input, caller));
    backend.history.add({ ...record, input });
    return response;
  } catch (error) {
    const known =
      error instanceof ServiceError || error instanceof LostResponse ? error : failure(error);
    backend.history.add({ ...record, input, error: known.code });
    if (known instanceof LostResponse) throw known;
    return call.refuse(known);
  }
}

function refuseDenied(
  { service, questions }: ParsedCall,
  caller: Caller,
  { input, authorize }: { input: unknown; authorize: Authorize },
): void {
  const region = { 'aws:RequestedRegion': [caller.region] };
  for (const question of questions(input, caller)) {
    const context = { ...question.context, ...region };
    const reason = authorize({ ...caller, ...question, context });
    if (reason !== undefined) throw denial(service, reason);
  }
}

async function actWithFault<T>(
  faults: Faults,
  operation: string,
  act: () => Promise<T>,
): Promise<T> {
  const fault = faults.take(operation);
  if (!fault) return act();
  if (fault.afterAct) await act();
  throw errorOf(fault);
}

function parseAcm(
  request: WireRequest,
  { acm, enabledRegions }: Backend,
  requestId: string,
): ParsedCall {
  const target = request.headers['x-amz-target'] ?? '';
  const operation = target.startsWith(TARGET_PREFIX) ? target.slice(TARGET_PREFIX.length) : target;
  return {
    service: 'acm',
    operation,
    input: () => parseJson(request.body),
    questions: (input, caller) =>
      acmQuestions(operation, input, { registry: acm.registry, caller }),
    act: async (input, caller) => {
      const act = ACM_OPERATIONS.get(operation);
      if (!act) throw new ServiceError('UnknownOperationException', '');
      refuseDisabled(caller, enabledRegions);
      return jsonResponse(await act(input, { ...acm, caller }), requestId);
    },
    refuse: (error) => jsonError(error, requestId),
  };
}

function parseRoute53(request: WireRequest, { zones }: Backend, requestId: string): ParsedCall {
  const routed = route(request);
  return {
    service: 'route53',
    operation: routed?.operation ?? `${request.method} ${request.path}`,
    input: () => routed?.input() ?? {},
    questions: (input, caller) =>
      routed ? [route53Question(routed.operation, input, caller)] : [],
    act: (input, caller) => {
      const act = routed && ROUTE53_OPERATIONS.get(routed.operation);
      if (!act) throw new ServiceError('UnknownOperationException', '', 404);
      const output = act({ ...(input as object) }, { zones, caller });
      return Promise.resolve(xmlResponse(routed.operation, output, requestId));
    },
    refuse: (error) => xmlError(error, requestId),
  };
}

function parseAccount(request: WireRequest, backend: Backend, requestId: string): ParsedCall {
  return {
    service: 'account',
    operation: 'ListRegions',
    input: () => parseJson(request.body),
    questions: (_input, caller) => [listRegionsQuestion(caller)],
    act: (input, { region }) => {
      const enabled = backend.enabledRegions;
      const output = listRegions({ ...(input as object) }, { region, enabled });
      return Promise.resolve(accountResponse(output, requestId));
    },
    refuse: (error) => accountError(error, requestId),
  };
}

function parseSsm(
  request: WireRequest,
  operation: string,
  { backend, requestId }: { readonly backend: Backend; readonly requestId: string },
): ParsedCall {
  const { parameters, acm, enabledRegions } = backend;
  return {
    service: 'ssm',
    operation,
    input: () => parseJson(request.body),
    questions: (input, caller) => ssmQuestions(operation, input, { parameters, caller }),
    act: (input, caller) => {
      const act = SSM_OPERATIONS.get(operation);
      if (!act) throw new ServiceError('UnknownOperationException', '');
      refuseDisabled(caller, enabledRegions);
      const output = act(input, { clock: acm.clock, parameters, caller });
      return Promise.resolve(jsonResponse(output, requestId));
    },
    refuse: (error) => jsonError(error, requestId),
  };
}

function parseSts(
  form: URLSearchParams,
  { sessions, roles }: Backend,
  requestId: string,
): ParsedCall {
  const operation = form.get('Action') ?? '';
  return {
    service: 'sts',
    operation,
    input: () => Object.fromEntries(form),
    questions: () => [stsQuestion(form)],
    act: (_input, caller) => {
      if (operation !== 'AssumeRole') {
        throw new ServiceError('InvalidAction', `Could not find operation ${operation}`);
      }
      const result = assumeRole(form, { sessions, roles, caller });
      return Promise.resolve(queryResponse(operation, result, requestId));
    },
    refuse: (error) => queryError(error, requestId),
  };
}

/**
 * Who calls from an account that has not enabled the Region is not known there.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_enable-regions.html
 */
function refuseDisabled({ region }: Caller, enabledRegions: ReadonlySet<string>): void {
  if (isEnabledByDefault(region) || enabledRegions.has(region)) return;
  const message = 'The security token included in the request is invalid.';
  throw new ServiceError('UnrecognizedClientException', message);
}

/** Anything else that is thrown is a bug of the emulator: InternalFailure with status 500, as AWS reports its own. */
function failure(error: unknown): ServiceError {
  const message = error instanceof Error ? error.message : String(error);
  return new ServiceError('InternalFailure', message, 500);
}
