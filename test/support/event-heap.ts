// What is due, the earliest first; of two that are due at the same moment, the one that was added first.

export interface Due {
  readonly timeMs: number;
  /** How many were added before it. */
  readonly order: number;
  /** Undefined once it is cancelled. */
  act: (() => void) | undefined;
}

export class EventHeap {
  private readonly heap: Due[] = [];
  private added = 0;

  add(timeMs: number, act: () => void): Due {
    const due = { timeMs, order: this.added, act };
    this.added += 1;
    this.siftUp(due);
    return due;
  }

  /** Takes the first that is not cancelled. */
  take(): Due | undefined {
    for (;;) {
      const first = this.heap[0];
      if (first === undefined) return undefined;
      const last = this.heap.pop();
      if (last !== undefined && this.heap.length > 0) this.siftDown(last);
      if (first.act !== undefined) return first;
    }
  }

  clear(): void {
    this.heap.length = 0;
  }

  private siftUp(due: Due): void {
    let index = this.heap.length;
    this.heap.push(due);
    while (index > 0) {
      const parent = (index - 1) >> 1;
      const above = this.heap[parent]!;
      if (!isBefore(due, above)) break;
      this.heap[index] = above;
      index = parent;
    }
    this.heap[index] = due;
  }

  private siftDown(due: Due): void {
    const { heap } = this;
    let index = 0;
    for (;;) {
      const left = 2 * index + 1;
      if (left >= heap.length) break;
      const right = left + 1;
      const child = right < heap.length && isBefore(heap[right]!, heap[left]!) ? right : left;
      if (!isBefore(heap[child]!, due)) break;
      heap[index] = heap[child]!;
      index = child;
    }
    heap[index] = due;
  }
}

function isBefore(one: Due, other: Due): boolean {
  return one.timeMs < other.timeMs || (one.timeMs === other.timeMs && one.order < other.order);
}
