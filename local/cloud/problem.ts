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

const REPORT_IT = 'this is a defect; please report it';

/** A problem that only who wrote this repository can do something about. */
export function defect(what: string, output = ''): Problem {
  return new Problem(what, REPORT_IT, output);
}

export function isDefect(error: unknown): boolean {
  return error instanceof Problem && error.advice === REPORT_IT;
}
