import type { Instant } from "#lib/domain/time.ts";
import { type CallPlace, isAt } from "#lib/simulator/mount/call-place.ts";

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

export type Faults = ReturnType<typeof toFaults>;

/** What a call meets: how long it waits, and what happens to it then. */
export type Hit = {
  readonly delayMs: number;
  readonly trouble: Exclude<Trouble, { kind: "slow" }> | undefined;
};

type Entry = { readonly trouble: Trouble; readonly target: FaultTarget; left: number };

/** Delays add up; of all else the fault added first wins. */
export function makeFaults(): { readonly faults: Faults; hit(place: CallPlace, now: Instant): Hit } {
  const entries = new Set<Entry>();
  const add = (trouble: Trouble, target: FaultTarget): Undo => {
    const entry: Entry = { trouble, target, left: target.count ?? Number.POSITIVE_INFINITY };
    entries.add(entry);
    return () => void entries.delete(entry);
  };
  return { faults: toFaults(add, entries), hit: (place, now) => hit(entries, place, now) };
}

function toFaults(add: (trouble: Trouble, target: FaultTarget) => Undo, entries: Set<Entry>) {
  return {
    add,
    deny: (target: FaultTarget) => add({ kind: "deny" }, target),
    throttle: (target: FaultTarget) => add({ kind: "throttle" }, target),
    expire: (target: FaultTarget) => add({ kind: "expire" }, target),
    slow: (target: FaultTarget, delayMs: number) => add({ kind: "slow", delayMs }, target),
    garble: (target: FaultTarget, body: Garbage) => add({ kind: "garble", body }, target),
    status: (target: FaultTarget, status: number) => add({ kind: "status", status }, target),
    reset: (target: FaultTarget) => add({ kind: "reset" }, target),
    hang: (target: FaultTarget) => add({ kind: "hang" }, target),
    clear: () => entries.clear(),
  };
}

function hit(entries: ReadonlySet<Entry>, place: CallPlace, now: Instant): Hit {
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

function isHit({ target, left }: Entry, place: CallPlace, now: Instant): boolean {
  const { window } = target;
  if (left <= 0 || !isAt(place, target)) return false;
  return window === undefined || (now >= window.from && now < window.until);
}
