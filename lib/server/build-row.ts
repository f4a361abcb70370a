import type { Scope } from "#lib/domain/scope.ts";
import type { Instant } from "#lib/domain/time.ts";
import type { History } from "#lib/history/history.ts";
import type { GroupRow } from "#lib/report/schema.ts";
import { toGroupRow } from "#lib/report/to-row.ts";
import { buildView, type ViewInput } from "#lib/server/build-view.ts";

/** A group as one row of the fleet: as it stands, or as it was known at an instant. */
export async function buildRow(
  history: History,
  scope: Scope,
  { at, asked }: { readonly at: Instant; readonly asked: ViewInput["asked"] },
): Promise<GroupRow> {
  return toGroupRow(await buildView({ history, scope, window: { at, to: at }, asked }));
}
