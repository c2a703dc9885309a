// Prints what happens, line by line, with the time since the beginning and with who says it. Never moves the
// cursor, so that a log reads as the screen did. Colours repeat what the words say already.
import { colours } from './colours';
import { screenWidth } from './text';
import { rowsOf, type Remark, type Speaker } from './voices';

type Style = (text: string) => string;

const plain: Style = (text) => text;

const STYLES: Readonly<Record<Speaker, Style>> = {
  demo: plain,
  CloudFormation: colours.dim,
  Step: colours.magenta,
  ACM: colours.cyan,
  CDK: colours.dim,
};

export class Narrator {
  private readonly began = Date.now();

  /** A new chapter. */
  chapter(title: string): void {
    console.log(`\n${colours.bold(title)}`);
  }

  /** What the demo itself has to say. */
  say(text: string, style: Style = plain): void {
    this.print({ speaker: 'demo', text }, style);
  }

  /** What another says, in the colour of that speaker. */
  tell(remark: Remark): void {
    this.print(remark, STYLES[remark.speaker]);
  }

  elapsed(): string {
    return `${Math.round((Date.now() - this.began) / 1000)} s`;
  }

  private print(remark: Remark, style: Style): void {
    const width = screenWidth(process.stdout.columns);
    for (const { time, speaker, text } of rowsOf({ ...remark, elapsed: this.elapsed() }, width))
      console.log(`${colours.dim(time)}${style(`${speaker}${text}`)}`);
  }
}
