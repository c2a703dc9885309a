// One act of CloudFormation on one resource: it ends once, by a result or because CloudFormation stops waiting.

export type Result =
  | { readonly status: 'SUCCESS'; readonly physicalId: string }
  | { readonly status: 'FAILED'; readonly reason: string; readonly physicalId?: string };

export class Attempt {
  readonly result: Promise<Result>;
  isOver = false;
  /** CloudFormation no longer waits for it; what it began goes on. */
  isGivenUp = false;
  private readonly resolve: (result: Result) => void;

  constructor() {
    let resolve: (result: Result) => void = () => undefined;
    this.result = new Promise((settle) => {
      resolve = settle;
    });
    this.resolve = resolve;
  }

  /** Whether the result was still awaited. */
  end(result: Result): boolean {
    if (this.isOver) return false;
    this.isOver = true;
    this.resolve(result);
    return true;
  }

  succeed(physicalId: string): boolean {
    return this.end({ status: 'SUCCESS', physicalId });
  }

  fail(reason: string): boolean {
    return this.end({ status: 'FAILED', reason });
  }

  giveUp(reason: string): void {
    this.isGivenUp ||= this.fail(reason);
  }
}
