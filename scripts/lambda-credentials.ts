// Lambda hands a function its role's credentials in the environment and nowhere else, so the bundles carry
// this in place of the SDK's chain of profiles, SSO and metadata services.
export { fromEnv as defaultProvider } from '@aws-sdk/credential-provider-env';
