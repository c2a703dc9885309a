// An error that people can do something about, with what to do. It is shown without a stack trace; any other
// error is a bug and is shown with one.

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
