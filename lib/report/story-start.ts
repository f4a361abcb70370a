import { addMs, hourMs, type Instant, minuteMs } from "#lib/domain/time.ts";
import type { Finding } from "#lib/rules/rule.ts";

/** What came just before the trouble is part of the story. */
const leadMs = 10 * minuteMs;
const shortestMs = 40 * minuteMs;
const quietMs = 90 * minuteMs;
/** As far back as activities are read. */
const longestMs = 6 * hourMs;

/**
 * Where the timeline begins if nobody says: shortly before the earliest trouble that is found, so that the whole story
 * is on it, but neither so late that nothing is seen before nor earlier than anything is read.
 */
export function toStoryStart(findings: readonly Finding[], now: Instant): Instant {
  const troubles = findings
    .filter(({ verdict, severity }) => verdict !== "cannot-tell" && severity !== "info")
    .flatMap(({ since }) => since ?? []);
  if (troubles.length === 0) return addMs(now, -quietMs);
  const wantedMs = now - Math.min(...troubles) + leadMs;
  return addMs(now, -Math.min(longestMs, Math.max(shortestMs, wantedMs)));
}
