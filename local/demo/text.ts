// Text that fits the screen. Pure.

const WIDEST = 100;
const NARROWEST = 40;

/** How many of a screen's columns to fill. A pipe or a file has no columns and is filled as the widest screen. */
export function screenWidth(columns = WIDEST): number {
  return Math.max(NARROWEST, Math.min(WIDEST, columns));
}

/** Lines of at most `width` characters: broken at spaces, and within a word only if it is longer than a line. */
export function wrapped(text: string, width: number): string[] {
  return text.split('\n').flatMap((line) => wrappedLine(line, width));
}

function wrappedLine(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const [, spaces = '', word = ''] of text.matchAll(/( *)([^ ]+)/g)) {
    const last = lines.at(-1);
    if (last !== undefined && `${last}${spaces}${word}`.length <= width) {
      lines[lines.length - 1] = `${last}${spaces}${word}`;
    } else {
      lines.push(...brokenWord(word, width));
    }
  }
  return lines.length > 0 ? lines : [''];
}

/** Broken after a slash or a colon where it has one: long words are ARNs, URLs and types of resources. */
function brokenWord(word: string, width: number): string[] {
  return word.match(new RegExp(`.{1,${width}}$|.{0,${width - 1}}[/:]|.{1,${width}}`, 'g')) ?? [];
}

/** Longer than most names that people give, and shorter than the id of a certificate. */
const LONGEST_SEGMENT = 16;

/** Every ARN in a text cut to what is after the account; long names in it, and a noun that it repeats, are cut too. */
export function withShortArns(text: string): string {
  const short = text.replace(
    /\barn:[\w-]+:[\w-]+:[\w-]*:\d*:([\w./-]*[\w/-])/g,
    (_arn, resource: string) => resource.split('/').map(cut).join('/'),
  );
  return short.replace(/\b(\w+) (?=\1\/)/g, '');
}

function cut(segment: string): string {
  return segment.length > LONGEST_SEGMENT ? `${segment.slice(0, LONGEST_SEGMENT - 4)}…` : segment;
}

/**
 * The name of the construct that a resource belongs to. `resource` is a logical id, which ends with a hash, or a
 * path as the CDK CLI prints it, with the logical id in parentheses; a certificate's construct has one child, which is
 * called as its type is.
 */
export function constructOf(resource: string, type: string): string {
  const name = resource.replace(/(?:[0-9A-F]{8}| \(\w+\))$/, '');
  const [, child] = /^Custom::(\w+)$/.exec(type) ?? [];
  return child === undefined ? name : name.replace(new RegExp(`(?<=\\w)/?${child}$`), '');
}

export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
