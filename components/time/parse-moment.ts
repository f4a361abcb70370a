import { toClockText, toDayText } from "#components/format/time-text.ts";

export type ParsedMoment =
  | { readonly ok: true; readonly at: number }
  | { readonly ok: false; readonly message: string };

type Bounds = { readonly now: number; readonly earliest: number | undefined };

const clock = /^\d{1,2}:\d\d(:\d\d)?$/;
const dayAndClock = /^(\d{4}-\d\d-\d\d)[T ]+(\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?)(Z|[+-]\d\d:?\d\d)?$/i;

/** What a reader types as a time: a clock alone means today, and without a zone it is UTC. */
export function parseMoment(text: string, { now, earliest }: Bounds): ParsedMoment {
  const entry = text.trim().replace(/\s*UTC$/i, "");
  const at = Date.parse(toIsoText(entry, now));
  if (Number.isNaN(at))
    return refuse(`“${text.trim()}” is no time: write 13:42, 13:42:10 or ${toDayText(now)} 13:42`);
  if (at > now) return refuse(`${toText(at)} lies ahead: it is ${toText(now)}`);
  if (earliest !== undefined && at < earliest) return refuse(`Nothing is known before ${toText(earliest)}`);
  return { ok: true, at };
}

function toIsoText(entry: string, now: number): string {
  if (clock.test(entry)) return `${toDayText(now)}T${entry.padStart(entry.length > 5 ? 8 : 5, "0")}Z`;
  const [, day, time = "", zone = "Z"] = dayAndClock.exec(entry) ?? [];
  if (day === undefined) return "";
  return `${day}T${/^\d:/.test(time) ? `0${time}` : time}${zone.toUpperCase()}`;
}

function toText(epochMs: number): string {
  return `${toDayText(epochMs)} ${toClockText(epochMs)} UTC`;
}

function refuse(message: string): ParsedMoment {
  return { ok: false, message };
}
