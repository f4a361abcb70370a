import type { View } from "#components/data/report-path.ts";
import { fleetPart } from "#components/stream/stream-parts.ts";
import { type Scope, toScopeKey } from "#lib/domain/scope.ts";

type Key = readonly string[];

export function toReportKey(scope: Scope, view: View): Key {
  return ["report", toScopeKey(scope), view.at ?? "", view.window ?? ""];
}

export function toFleetKey(at: string | undefined): Key {
  return ["fleet", at ?? ""];
}

/** What a group's facts were asked for; readings do not make it old, except where it is asked for as of now. */
export function toFactsKey(path: string): Key {
  return ["facts", path];
}

/** How the keys of everything begin that a reading of this part makes old. What was known in the past stays as it was. */
export function toLiveKey(part: string): Key {
  return part === fleetPart ? toFleetKey(undefined) : ["report", part, ""];
}
