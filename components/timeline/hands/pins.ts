/** An item that the reader holds on to: which instance, which track, which moment. */
export type Pin = {
  readonly instanceId: string;
  readonly track: string;
  readonly at: number;
  readonly itemKey: string;
};

/** Two are enough to compare. */
export const pinsAtMost = 2;

export function isSamePin(a: Pin, b: Pin): boolean {
  return a.instanceId === b.instanceId && a.track === b.track && a.itemKey === b.itemKey;
}

/** Adds a pin or takes it away; a third one pushes out the oldest. */
export function togglePin(pins: readonly Pin[], pin: Pin): readonly Pin[] {
  const others = pins.filter((one) => !isSamePin(one, pin));
  return others.length < pins.length ? others : [...others, pin].slice(-pinsAtMost);
}
