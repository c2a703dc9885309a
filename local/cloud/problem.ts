// What keeps the local cloud from running and what a person can do about it. Shown without a stack trace.

export class Problem extends Error {
  override readonly name = 'Problem';

  constructor(
    what: string,
    readonly advice: string,
    /** The last lines of the tool that failed. */
    readonly output: string = '',
  ) {
    super(what);
  }
}
