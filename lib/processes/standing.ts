import { createListeners } from "#lib/processes/listeners.ts";

/** Where this process stands: what it holds, how long that is sure, and what is wrong. */
export type Standing = {
  held(): ReadonlySet<string>;
  trouble(): string | undefined;
  subscribe(onChange: (held: ReadonlySet<string>) => void): () => void;
  hold(places: ReadonlySet<string>): void;
  trust(untilMs: number): void;
  trustedUntilMs(): number;
  lose(trouble: string): void;
  recover(): void;
  /** From now on nothing is held, and nothing is trouble. */
  leave(): void;
};

const nothing: ReadonlySet<string> = new Set();

export function createStanding(
  nowMs: () => number,
  onTrouble: (trouble: string | undefined) => void,
): Standing {
  const changes = createListeners<ReadonlySet<string>>();
  let held = nothing;
  let trouble: string | undefined;
  let trustedUntilMs = Number.NEGATIVE_INFINITY;
  let hasLeft = false;

  function setHeld(places: ReadonlySet<string>): void {
    if (places.size === held.size && [...places].every((place) => held.has(place))) return;
    held = places;
    changes.tell(held);
  }

  function setTrouble(text: string | undefined): void {
    if (text === trouble) return;
    trouble = text;
    onTrouble(text);
  }

  return {
    // A process that was frozen may have lost its places before anything could tell it so.
    held: () => (nowMs() <= trustedUntilMs ? held : nothing),
    trouble: () => trouble,
    subscribe: changes.add,
    hold: (places) => setHeld(hasLeft ? nothing : places),
    trust(untilMs) {
      trustedUntilMs = untilMs;
    },
    trustedUntilMs: () => trustedUntilMs,
    lose(text) {
      setHeld(nothing);
      if (!hasLeft) setTrouble(text);
    },
    recover: () => setTrouble(undefined),
    leave() {
      hasLeft = true;
      setHeld(nothing);
      setTrouble(undefined);
    },
  };
}
