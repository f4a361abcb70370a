import * as z from "zod";
import { toScopeKey } from "#lib/domain/scope.ts";
import { buildView } from "#lib/server/build-view.ts";
import { isListed, refuseMissing, refuseNotRecorded } from "#lib/server/group-access.ts";
import { findWindowTrouble, Moment, ShownMoment, scopeShape, toWindow } from "#lib/server/query.ts";
import { refuse } from "#lib/server/refuse.ts";
import { defineUseCase } from "#lib/server/use-case.ts";

const shape = {
  ...scopeShape,
  at: ShownMoment.optional(),
  from: Moment.optional(),
  to: Moment.optional(),
} as const;

/** The report of one deployment group, now or as it was known at an instant. Looking marks the group as watched. */
export const loadReport = defineUseCase({
  query: z.object(shape),
  async answer(services, { at, from, to, ...scope }) {
    const { history, clock } = services;
    const trouble = findWindowTrouble(toWindow({ at, from, to }, clock()));
    if (trouble !== undefined) return refuse(400, "bad-query", trouble);
    const missing = await refuseMissing(services, scope);
    if (missing !== undefined) return missing;
    const build = async () => {
      // A first reading takes a moment: the page shows the time it was finished, not the time it was asked for.
      const window = toWindow({ at, from, to }, clock());
      const historyTrouble = services.historyTrouble();
      return await buildView({
        history,
        scope,
        window,
        asked: at === undefined ? "now" : "past",
        ...(historyTrouble !== undefined && { historyTrouble }),
      });
    };
    const key = toScopeKey(scope);
    if (at !== undefined) {
      const notRecorded = await refuseNotRecorded(services, scope, at);
      return notRecorded ?? (await services.pastReports.get(`${key}/${at}/${from}/${to}`, build));
    }
    // A group that is gone has a past, but nothing to read.
    if (await isListed(services, scope)) await services.watch(scope);
    const isDefault = from === undefined && to === undefined;
    return isDefault ? await services.reports.get(key, build) : await build();
  },
});
