import * as z from "zod";
import { toIso } from "#lib/domain/time.ts";
import { buildChanges } from "#lib/server/build-changes.ts";
import { refuseUnknown } from "#lib/server/group-access.ts";
import { PastMoment, scopeShape } from "#lib/server/query.ts";
import { refuse } from "#lib/server/refuse.ts";
import { defineUseCase } from "#lib/server/use-case.ts";

/** What changed between two instants. Nobody reads AWS for it. */
export const loadChanges = defineUseCase({
  query: z.object({ ...scopeShape, from: PastMoment, to: PastMoment.optional() }),
  async answer(services, { from, to: end, ...scope }) {
    const to = end ?? services.clock();
    if (from >= to) {
      return refuse(400, "bad-query", `from=${toIso(from)} must lie before to=${toIso(to)}`);
    }
    const refused = await refuseUnknown(services, scope, from);
    return refused ?? (await buildChanges({ history: services.history, scope, from, to }));
  },
});
