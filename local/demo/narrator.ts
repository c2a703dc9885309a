// Tells people what happens, line by line, with the seconds since the beginning. Never moves the cursor, so
// that a log reads as the screen did.
import { colours } from './colours';
import { screenWidth, wrapped } from './text';

type Style = (text: string) => string;

const INDENT = 8;
const HANGING = 2;

export class Narrator {
  private readonly began = Date.now();

  /** A new chapter. */
  chapter(title: string): void {
    console.log(`\n${colours.bold(title)}`);
  }

  say(text: string, style: Style = (plain) => plain): void {
    const [first = '', ...rest] = wrapped(
      text,
      screenWidth(process.stdout.columns) - INDENT - HANGING,
    );
    const time = `${this.elapsed().padStart(INDENT - 2)}  `;
    console.log(`${colours.dim(time)}${style(first)}`);
    for (const line of rest) console.log(`${' '.repeat(INDENT + HANGING)}${style(line)}`);
  }

  /** What ACM and its users do. */
  observe(text: string): void {
    this.say(text, colours.cyan);
  }

  /** What a tool prints, less loud. */
  quote(text: string): void {
    this.say(text, colours.dim);
  }

  elapsed(): string {
    return `${Math.round((Date.now() - this.began) / 1000)} s`;
  }
}
