import { toDurationText, toMomentText } from "#components/format/time-text.ts";
import type { FactView } from "#lib/report/schema.ts";

/** When a fact was read, in sentences: its four times explained. */
export function toFactSentences(fact: FactView, knownAt: string): readonly string[] {
  const known = Date.parse(knownAt);
  const moment = (iso: string) => `${toMomentText(Date.parse(iso), known)} UTC`;
  const since = Date.parse(fact.since);
  if (fact.origin === "aws") {
    const end = fact.until === null ? "" : ` to ${moment(fact.until)}`;
    return [
      `Nobody read it then: AWS's own timestamps told afterwards that it held from ${moment(fact.since)}${end}.`,
    ];
  }
  const edge = fact.before === null ? "" : `; the reading of ${moment(fact.before)} did not say so yet`;
  const length = toDurationText(Date.parse(fact.until ?? knownAt) - since);
  return [
    ...(fact.firstSeen === fact.since
      ? []
      : [`First named, with another value, at ${moment(fact.firstSeen)}.`]),
    `Read so first at ${moment(fact.since)}${edge}.`,
    `Read so last at ${moment(fact.lastSeen)}.`,
    fact.until === null
      ? `No reading up to ${moment(knownAt)} said otherwise: ${length} so far.`
      : `The reading of ${moment(fact.until)} no longer said so: it held for ${length} as far as read.`,
  ];
}
