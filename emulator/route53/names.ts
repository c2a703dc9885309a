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

/** The form in which Route 53 answers: `\052.example.com.` */
export function escaped(name: string): string {
  const octal = (char: string) => `\\${char.charCodeAt(0).toString(8).padStart(3, '0')}`;
  return `${name.replace(/[^a-z0-9_.-]/g, octal)}.`;
}

/** Route 53 sorts by labels from the right: com.example.www. */
export function sortKey(name: string): string {
  return escaped(name).split('.').reverse().join('.');
}

export function isWithin(name: string, zone: string): boolean {
  return name === zone || name.endsWith(`.${zone}`);
}

export function isDomainName(name: string): boolean {
  const labels = name.split('.');
  return name.length <= 255 && labels.every((label) => label.length > 0 && label.length <= 63);
}
