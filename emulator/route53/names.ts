// DNS names as Route 53 treats them: compared in lower case without the trailing dot, listed with the
// dot and with everything but letters, digits, hyphens and underscores escaped in octal.
// @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DomainNameFormat.html

/** The form in which names are kept and compared. */
export function canonical(name: string): string {
  return name
    .replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(parseInt(octal, 8)))
    .toLowerCase()
    .replace(/\.$/, '');
}

/** The form in Route 53's responses: `\052.example.com.` */
export function escaped(name: string): string {
  const octal = (char: string) => `\\${char.charCodeAt(0).toString(8).padStart(3, '0')}`;
  return `${name.replace(/[^a-z0-9_.-]/g, octal)}.`;
}

/** What a list is sorted by: the name, then the type of a record or the id of a zone (`tie`). */
export type Place = readonly [nameKey: string, tie: string];

/**
 * Route 53 sorts by labels from the right, the trailing dot included: `com.example.www.`. So a hyphen,
 * which comes before the dot in ASCII, puts a-b before a. Names are compared as they are saved: escaped.
 * @see https://docs.aws.amazon.com/Route53/latest/APIReference/API_ListResourceRecordSets.html
 * @see https://docs.aws.amazon.com/Route53/latest/APIReference/API_ListHostedZonesByName.html
 */
export function placeOf(name: string, tie: string): Place {
  const labels = escaped(name).slice(0, -1).split('.');
  return [`${labels.reverse().join('.')}.`, tie];
}

export function comparePlaces([nameA, tieA]: Place, [nameB, tieB]: Place): number {
  if (nameA !== nameB) return nameA < nameB ? -1 : 1;
  if (tieA !== tieB) return tieA < tieB ? -1 : 1;
  return 0;
}

export function isWithin(name: string, zone: string): boolean {
  return name === zone || name.endsWith(`.${zone}`);
}

export function isDomainName(name: string): boolean {
  return nameProblem(name) === undefined;
}

/**
 * What Route 53 says of a name that is not a domain name. The sentence for a name that is too long is a guess.
 * @param given the name as the caller wrote it
 */
export function nameProblem(name: string, given = name): string | undefined {
  const labels = name.split('.');
  if (labels.includes('')) return fatal('DomainLabelEmpty (Domain label is empty)', given);
  const long = labels.find((label) => label.length > 63);
  if (long !== undefined) return fatal('DomainLabelTooLong (Domain label is too long)', long);
  if (name.length > 255) return fatal('DomainNameTooLong (Domain name is too long)', given);
  return undefined;
}

function fatal(problem: string, subject: string): string {
  return `FATAL problem: ${problem} encountered with '${subject}'`;
}
