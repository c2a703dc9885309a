// Text that fits the screen. Pure.

const WIDEST = 100;
const NARROWEST = 40;

/** How much of a screen's columns to fill. A pipe or a file has none, and takes the widest. */
export function screenWidth(columns = WIDEST): number {
  return Math.max(NARROWEST, Math.min(WIDEST, columns));
}

/** Breaks at spaces, so that no line is longer than `width` unless a single word is. */
export function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) {
      lines[lines.length - 1] = `${last} ${word}`;
    } else {
      lines.push(word);
    }
  }
  return lines;
}

const LONGEST_SEGMENT = 16;

/** Every ARN in a text as people say it: what is after the account, long names cut. */
export function withShortArns(text: string): string {
  return text.replace(
    /\barn:[\w-]+:[\w-]+:[\w-]*:\d*:([\w./-]*[\w/-])/g,
    (_arn, resource: string) => resource.split('/').map(cut).join('/'),
  );
}

function cut(segment: string): string {
  return segment.length > LONGEST_SEGMENT ? `${segment.slice(0, LONGEST_SEGMENT - 4)}…` : segment;
}

export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
