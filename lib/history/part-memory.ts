import type { HeldPart } from "#lib/history/held-part.ts";

/** The parts that were read or written last, as the next reading finds them. */
export type PartMemory = {
  get(part: string): HeldPart | undefined;
  /** Keeps the part unless everything was forgotten after `sinceForgetting` was asked for. */
  keep(part: string, held: HeldPart, sinceForgetting: number): void;
  drop(part: string): void;
  forget(): void;
  /** How often everything was forgotten. */
  forgettings(): number;
};

export function createPartMemory(maxParts: number): PartMemory {
  const parts = new Map<string, HeldPart>();
  let forgettings = 0;

  return {
    get(part) {
      const held = parts.get(part);
      if (held === undefined) return undefined;
      parts.delete(part);
      parts.set(part, held);
      return held;
    },
    keep(part, held, sinceForgetting) {
      if (sinceForgetting !== forgettings) return;
      parts.delete(part);
      parts.set(part, held);
      for (const oldest of parts.keys()) {
        if (parts.size <= maxParts) return;
        parts.delete(oldest);
      }
    },
    drop(part) {
      parts.delete(part);
    },
    forget() {
      parts.clear();
      forgettings += 1;
    },
    forgettings: () => forgettings,
  };
}
