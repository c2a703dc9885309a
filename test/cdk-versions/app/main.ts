// Runs every check on the aws-cdk-lib beside it, and prints what each came to, as JSON: 'yes', or why not.
import { apis } from './apis';
import type { Check, Checks } from './consumer';
import { contentDelivery } from './content-delivery';
import { endpoints } from './endpoints';
import { loadBalancers } from './load-balancers';
import { resource } from './resource';

const CHECKS: Checks = { ...loadBalancers, ...contentDelivery, ...apis, ...endpoints, ...resource };

function outcomeOf(check: Check): string {
  try {
    check();
    return 'yes';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

const outcomes = Object.entries(CHECKS).map(([title, check]) => [title, outcomeOf(check)]);
console.log(JSON.stringify(Object.fromEntries(outcomes)));
