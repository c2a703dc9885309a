// IAM for tests: what would AWS decide about this call, and could these policies ever apply?
export { evaluate, type Verdict } from './evaluate';
export { resolveIntrinsics, type Values } from './intrinsics';
export type { Policies } from './layers';
export {
  callProblems,
  policyProblems,
  unknownActions,
  unsuitableOperators,
  unsupportedConditionKeys,
  unsupportedResources,
} from './problems';
export type { Call } from './request';
