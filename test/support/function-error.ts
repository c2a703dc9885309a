/** What Step Functions and asynchronous invocation see of a function that failed. */
export class FunctionError extends Error {
  constructor(
    readonly errorType: string,
    message: string,
  ) {
    super(message);
  }
}
