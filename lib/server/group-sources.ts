import * as registry from "#lib/sources/index.ts";
import type { Source } from "#lib/sources/source.ts";

const sources: readonly Source[] = Object.values(registry);

/** The sources that are read for each deployment group, rather than for a whole account and region. */
export const groupSources = sources.filter(({ level }) => level === "group");
