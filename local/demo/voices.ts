// Who speaks in the demo, and how a line is laid out: the time, the speaker and the text, each in a column of
// its own. Pure.
import { wrapped } from './text';

/** What a speaker is called, in full and on a narrow screen. The demo itself is a dash. */
const NAMES = {
  demo: ['-', '-'],
  CloudFormation: ['CloudFormation', 'CFN'],
  Step: ['Step', 'Step'],
  ACM: ['ACM', 'ACM'],
  CDK: ['CDK', 'CDK'],
} as const;

export type Speaker = keyof typeof NAMES;
export const SPEAKERS = Object.keys(NAMES) as Speaker[];

export interface Remark {
  readonly speaker: Speaker;
  readonly text: string;
}

/** One line on the screen. Joined, the three are what is printed; they are apart for colours. */
export interface Row {
  readonly time: string;
  readonly speaker: string;
  readonly text: string;
}

/** With full names, narrower screens would have less than 56 columns for the text. */
const NARROW_BELOW = 80;
const TIME_WIDTH = 6;
const GAP = '  ';

/** @param width in columns; @param remark with the time since the beginning, as in `11 s` */
export function rowsOf(remark: Remark & { readonly elapsed: string }, width: number): Row[] {
  const time = `${remark.elapsed.padStart(TIME_WIDTH)}${GAP}`;
  const speaker = nameOf(remark.speaker, width);
  const lines = wrapped(remark.text, width - time.length - speaker.length);
  return lines.map((text, line) =>
    line === 0
      ? { time, speaker, text }
      : { time: ' '.repeat(time.length), speaker: ' '.repeat(speaker.length), text },
  );
}

/** A speaker's name, as wide as the longest and the gap after it. */
function nameOf(speaker: Speaker, width: number): string {
  const form = width < NARROW_BELOW ? 1 : 0;
  const longest = Math.max(...SPEAKERS.map((each) => NAMES[each][form].length));
  return `${NAMES[speaker][form].padEnd(longest)}${GAP}`;
}
