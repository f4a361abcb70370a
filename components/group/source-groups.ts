import { toServiceName } from "#components/format/resource-id.ts";
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
    const service = source.pace === "settings" ? "settings" : toServiceName(source.title);
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

/** What a source that was not read completely lacks, in a few words. */
export function toLackText(source: SourceView): string {
  if (source.status === "waiting") return "not read yet";
  const { failure } = source;
  const part = source.status === "partial" || source.truncated ? "only in part" : "";
  if (failure === undefined) return part === "" ? source.status : part;
  const why = failure.missingAction === undefined ? failure.kind : `not permitted (${failure.missingAction})`;
  return part === "" ? why : `${part}: ${why}`;
}
