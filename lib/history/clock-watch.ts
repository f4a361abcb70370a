import { hourMs, type Instant, minuteMs, secondMs, toIso } from "#lib/domain/time.ts";

/** Looks whether the clock is behind what was recorded. */
export type ClockWatch = {
  /** True once a part's last reading has been ahead of the clock for so long that the reading must have been wrong. */
  look(part: string, clock: { readonly lastReadAt: Instant | undefined; readonly now: Instant }): boolean;
  /** What is to be said about it; undefined where all is well. */
  trouble(now: Instant): string | undefined;
};

const believedAfterMs = 10 * minuteMs;
/** The clocks of two machines may differ by less. */
const saidFromMs = minuteMs;
const saidForMs = hourMs;

/**
 * A clock behind the last reading is wrong now, or was wrong then; nothing tells which. A slip (a machine that has just
 * started, another process whose clock differs by seconds) is over soon, and to believe it at once would delete what is
 * true. So until ten minutes have passed readings count as made right after the last one, which loses nothing; then
 * the clock is believed, and what was recorded ahead of it is taken back, or nothing new would show for as long as it
 * was wrong by.
 */
export function createClockWatch(): ClockWatch {
  const behind = new Map<string, { readonly since: Instant; readonly byMs: number }>();
  let step: { readonly byMs: number; readonly at: Instant; readonly isBelieved: boolean } | undefined;

  return {
    look(part, { lastReadAt, now }) {
      const byMs = (lastReadAt ?? now) - now;
      if (byMs <= 0) {
        behind.delete(part);
        return false;
      }
      const noticed = behind.get(part);
      const first = noticed === undefined || noticed.since > now ? { since: now, byMs } : noticed;
      behind.set(part, first);
      const isBelieved = now - first.since >= believedAfterMs;
      if (byMs >= saidFromMs) step = { byMs: first.byMs, at: now, isBelieved };
      return isBelieved;
    },
    trouble(now) {
      if (step === undefined || Math.abs(now - step.at) > saidForMs) return undefined;
      const what = `the clock went back by ${toDuration(step.byMs)}`;
      return step.isBelieved
        ? `${what}; what had been recorded ahead of it is deleted, and recording goes on since ${toIso(step.at)}`
        : `${what}; until it has stood so for ${toDuration(believedAfterMs)}, readings are recorded as made right ` +
            "after the last one: see that the clock of this machine is right";
    },
  };
}

function toDuration(ms: number): string {
  const units = [
    { ms: 24 * hourMs, name: " days" },
    { ms: hourMs, name: " h" },
    { ms: minuteMs, name: " min" },
    { ms: secondMs, name: " s" },
  ];
  let rest = ms;
  const words = units.flatMap((unit) => {
    const count = Math.floor(rest / unit.ms);
    rest -= count * unit.ms;
    return count === 0 ? [] : [`${count}${unit.name}`];
  });
  return words.slice(0, 2).join(" ");
}
