// Tells people what happens, a line at a time, with the seconds since the beginning.
import pc from 'picocolors';

export class Narrator {
  private readonly began = Date.now();

  /** A new chapter. */
  chapter(title: string): void {
    console.log(`\n${pc.bold(title)}`);
  }

  say(text: string): void {
    console.log(`${pc.dim(this.elapsed())}  ${text}`);
  }

  /** What a tool prints, less loud. */
  quote(text: string): void {
    console.log(`${pc.dim(this.elapsed())}  ${pc.dim(text)}`);
  }

  private elapsed(): string {
    return `${String(Math.round((Date.now() - this.began) / 1000)).padStart(4)} s`;
  }
}
