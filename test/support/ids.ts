// Ids that are the same in every run, so that a run repeats: the handlers' jitter comes from them.

/** Counts, in the form of a UUID. */
export class Ids {
  private last = 0;

  next(): string {
    this.last += 1;
    return `00000000-0000-4000-8000-${String(this.last).padStart(12, '0')}`;
  }
}
