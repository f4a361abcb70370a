import { parseConfig } from "#lib/server/config.ts";

type Kept = { readonly dataDirectory: string; readonly databaseUrl: string | undefined };

/**
 * What everybody may read of a trouble of the history: paths and hosts are nobody's business but the operator's, who
 * reads them in the log. The settings that name them stand in their place.
 */
export function toPublicText(text: string, kept: Kept = parseConfig(process.env)): string {
  const named = text
    .replace(/\bpostgres(?:ql)?:\/\/\S*[^\s.,;:)]/g, "DATABASE_URL")
    .replaceAll(kept.dataDirectory, "GHOSTLINE_DATA");
  const hosts = hostsOf(kept.databaseUrl).reduce((rest, host) => rest.replaceAll(host, "its host"), named);
  return hosts.replace(
    /\b\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?|(?<![\w:])(?:[\da-f]*:){2,}[\da-f]*(?::\d+)?/gi,
    "its address",
  );
}

function hostsOf(url: string | undefined): readonly string[] {
  if (url === undefined || !URL.canParse(url)) return [];
  const { host, hostname, searchParams } = new URL(url);
  return [host, hostname, searchParams.get("host") ?? ""].filter((name) => name !== "");
}
