import type { Instant } from "#lib/domain/time.ts";

/** Trouble that the simulated AWS can make, seen by its clients as the real thing. */
type Trouble =
  | { readonly kind: "deny" }
  | { readonly kind: "throttle" }
  | { readonly kind: "expire" }
  | { readonly kind: "slow"; readonly delayMs: number }
  | { readonly kind: "garble"; readonly body: Garbage }
  | { readonly kind: "status"; readonly status: number }
  | { readonly kind: "reset" }
  | { readonly kind: "hang" };

/** A 200 that AWS never sent: a proxy's page, nothing at all, or an answer cut in the middle. */
export type Garbage = "html" | "empty" | "broken";

/** Services by the prefix of their IAM actions. */
type SimService = "codedeploy" | "autoscaling" | "elasticloadbalancing" | "ec2" | "sts";

/** Which calls are hit; what is left out does not matter. Retries are calls too. */
export type FaultTarget = {
  readonly service?: SimService;
  readonly operation?: string;
  readonly account?: string;
  readonly region?: string;
  /** Only so many calls. */
  readonly count?: number;
  /** Only while the world's time is in it; `until` is outside. */
  readonly window?: { readonly from: Instant; readonly until: Instant };
};

/** Takes the fault away again. */
type Undo = () => void;

export type Faults = {
  add(trouble: Trouble, target: FaultTarget): Undo;
  deny(target: FaultTarget): Undo;
  throttle(target: FaultTarget): Undo;
  expire(target: FaultTarget): Undo;
  slow(target: FaultTarget, delayMs: number): Undo;
  garble(target: FaultTarget, body: Garbage): Undo;
  status(target: FaultTarget, status: number): Undo;
  reset(target: FaultTarget): Undo;
  hang(target: FaultTarget): Undo;
  clear(): void;
};

type Place = {
  readonly account: string;
  readonly region: string;
  readonly service: string;
  readonly operation: string;
};

/** What a call meets: how long it waits, and what happens to it then. */
export type Hit = {
  readonly delayMs: number;
  readonly trouble: Exclude<Trouble, { kind: "slow" }> | undefined;
};

type Entry = { readonly trouble: Trouble; readonly target: FaultTarget; left: number };

export type FaultRegistry = { readonly faults: Faults; hit(place: Place, now: Instant): Hit };

/** Delays add up; of all else the fault added first wins. */
export function makeFaults(): FaultRegistry {
  const entries = new Set<Entry>();
  const add = (trouble: Trouble, target: FaultTarget): Undo => {
    const entry: Entry = { trouble, target, left: target.count ?? Number.POSITIVE_INFINITY };
    entries.add(entry);
    return () => void entries.delete(entry);
  };
  return { faults: toFaults(add, entries), hit: (place, now) => hit(entries, place, now) };
}

function toFaults(add: Faults["add"], entries: Set<Entry>): Faults {
  return {
    add,
    deny: (target) => add({ kind: "deny" }, target),
    throttle: (target) => add({ kind: "throttle" }, target),
    expire: (target) => add({ kind: "expire" }, target),
    slow: (target, delayMs) => add({ kind: "slow", delayMs }, target),
    garble: (target, body) => add({ kind: "garble", body }, target),
    status: (target, status) => add({ kind: "status", status }, target),
    reset: (target) => add({ kind: "reset" }, target),
    hang: (target) => add({ kind: "hang" }, target),
    clear: () => entries.clear(),
  };
}

function hit(entries: ReadonlySet<Entry>, place: Place, now: Instant): Hit {
  let delayMs = 0;
  let trouble: Hit["trouble"];
  for (const entry of entries) {
    const isSlow = entry.trouble.kind === "slow";
    if (!isHit(entry, place, now) || (!isSlow && trouble !== undefined)) continue;
    entry.left -= 1;
    if (entry.trouble.kind === "slow") delayMs += entry.trouble.delayMs;
    else trouble = entry.trouble;
  }
  return { delayMs, trouble };
}

function isHit({ target, left }: Entry, place: Place, now: Instant): boolean {
  const { service, operation, account, region, window } = target;
  if (left <= 0) return false;
  if (service !== undefined && service !== place.service) return false;
  if (operation !== undefined && operation !== place.operation) return false;
  if (account !== undefined && account !== place.account) return false;
  if (region !== undefined && region !== place.region) return false;
  return window === undefined || (now >= window.from && now < window.until);
}
