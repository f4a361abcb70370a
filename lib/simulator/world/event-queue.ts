import type { Instant } from "#lib/domain/time.ts";

type QueuedEvent = { readonly at: Instant; readonly sequence: number; readonly run: () => void };

export type EventQueue = {
  push(at: Instant, run: () => void): void;
  /** Takes the next event that is due at or before the instant. */
  takeDue(until: Instant): QueuedEvent | undefined;
};

/** A binary heap ordered by time, then by the order in which events were asked for. */
export function createEventQueue(): EventQueue {
  const heap: QueuedEvent[] = [];
  let sequence = 0;
  return {
    push(at, run) {
      sequence += 1;
      heap.push({ at, sequence, run });
      rise(heap, heap.length - 1);
    },
    takeDue(until) {
      const first = heap[0];
      if (first === undefined || first.at > until) return undefined;
      const last = heap.pop();
      if (last !== undefined && heap.length > 0) {
        heap[0] = last;
        sink(heap);
      }
      return first;
    },
  };
}

function isBefore(left: QueuedEvent, right: QueuedEvent): boolean {
  return left.at < right.at || (left.at === right.at && left.sequence < right.sequence);
}

function rise(heap: QueuedEvent[], from: number): void {
  let index = from;
  while (index > 0) {
    const parentIndex = (index - 1) >> 1;
    const item = heap[index];
    const parent = heap[parentIndex];
    if (item === undefined || parent === undefined || !isBefore(item, parent)) return;
    heap[index] = parent;
    heap[parentIndex] = item;
    index = parentIndex;
  }
}

function sink(heap: QueuedEvent[]): void {
  let index = 0;
  for (;;) {
    const item = heap[index];
    const childIndex = smallerChild(heap, index);
    const child = heap[childIndex];
    if (item === undefined || child === undefined || !isBefore(child, item)) return;
    heap[index] = child;
    heap[childIndex] = item;
    index = childIndex;
  }
}

function smallerChild(heap: readonly QueuedEvent[], index: number): number {
  const left = heap[2 * index + 1];
  const right = heap[2 * index + 2];
  return left !== undefined && right !== undefined && isBefore(right, left) ? 2 * index + 2 : 2 * index + 1;
}
