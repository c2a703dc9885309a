// Facts that the library writes into templates and the handlers rely on. They are in deployed stacks: a value here
// changes only together with a migration of what was deployed under the old one.

/** The tag whose value is the ARN of the stack that a certificate belongs to. */
export const STACK_TAG = 'cdk-dns-certificate:stack';

/** The tag whose value is the logical id of the resource that a certificate belongs to. */
export const RESOURCE_TAG = 'cdk-dns-certificate:resource';

/** The tag of a certificate whose removal policy keeps it: no search may take it for what a create left behind. */
export const RETAIN_TAG = 'cdk-dns-certificate:retain';

/** The tag of a parameter whose value is the ARN of the certificate whose PEM it has, or is about to have. */
export const CERTIFICATE_TAG = 'cdk-dns-certificate:certificate';

/** The tag of a role that a provider's function assumes for another stack; its value is the ARN of the provider's stack. */
export const PROVIDER_TAG = 'cdk-dns-certificate:provider';

/**
 * How long CloudFormation waits for a custom resource at most, in seconds.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudformation-customresource.html
 */
export const CLOUDFORMATION_WAITS_SECONDS = 3600;

/**
 * How long a certificate is waited for at most, and by default, in seconds. Five minutes less than CloudFormation waits, for
 * responses that have to be delivered again, the last about two minutes after the first.
 */
export const LONGEST_VALIDATION_SECONDS = 55 * 60;

/** What every Region's name looks like, such as us-east-1, us-gov-west-1 or ap-southeast-5. */
export const REGION_PATTERN = /^[a-z]+(-[a-z]+)+-\d+$/;
