import { toServiceName } from "#components/format/resource-id.ts";
import { toDurationText } from "#components/format/time-text.ts";
import type { SourceView } from "#lib/report/schema.ts";

/** The sources of one AWS service that were read completely, with the oldest of their readings. */
export type ServiceReading = { readonly service: string; readonly oldest: string };

/** Completely read sources, an entry for each service and one for all settings, which are read less often; the rest is listed one by one, because each lacks something else. */
export function groupSources(sources: readonly SourceView[]): {
  readonly read: readonly ServiceReading[];
  readonly lacking: readonly SourceView[];
} {
  const read = new Map<string, string>();
  const lacking: SourceView[] = [];
  for (const source of sources) {
    if (source.status !== "ok" || source.readAt === null || source.truncated) {
      lacking.push(source);
      continue;
    }
    const service = source.pace !== "moving" ? "settings" : toServiceName(source.title);
    const oldest = read.get(service);
    if (oldest === undefined || Date.parse(source.readAt) < Date.parse(oldest))
      read.set(service, source.readAt);
  }
  const services = [...read].map(([service, oldest]) => ({ service, oldest }));
  const isSettings = ({ service }: ServiceReading) => service === "settings";
  return {
    read: [...services.filter((entry) => !isSettings(entry)), ...services.filter(isSettings)],
    lacking,
  };
}

/** Sources that lack the same, said once: one missing permission often blinds many of them. */
export type SharedLack = { readonly text: string; readonly sources: readonly SourceView[] };

export function groupLacks(lacking: readonly SourceView[]): readonly SharedLack[] {
  const found = new Map<string, SourceView[]>();
  for (const source of lacking) {
    const text = toLackText(source);
    found.set(text, [...(found.get(text) ?? []), source]);
  }
  return [...found].map(([text, sources]) => ({ text, sources }));
}

/** When a source is read again, in words; `now` is the report's clock. A reading that is due waits for the budget. */
export function toNextText(nextAt: string | null, now: number): string {
  const left = nextAt === null ? 0 : Date.parse(nextAt) - now;
  return left > 0 ? `again in ${toDurationText(left)}` : "again when the budget allows";
}

/** The reading that comes next, of all sources; null where none lies ahead. */
export function findNext(sources: readonly SourceView[], now: number): string | null {
  const planned = sources.flatMap(({ nextAt }) => nextAt ?? []).filter((iso) => Date.parse(iso) > now);
  return planned.sort((a, b) => Date.parse(a) - Date.parse(b))[0] ?? null;
}

/** What a source that was not read completely lacks, in a few words. */
export function toLackText(source: SourceView): string {
  if (source.status === "waiting") return "not read yet";
  const { failure } = source;
  const part = source.status === "partial" || source.truncated ? "only in part" : "";
  if (failure === undefined) return part === "" ? source.status : part;
  const why = failure.missingAction === undefined ? failure.kind : `not permitted (${failure.missingAction})`;
  return part === "" ? why : `${part}: ${why}`;
}
