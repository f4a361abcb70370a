import * as z from "zod";
import { toIso } from "#lib/domain/time.ts";
import { buildFacts } from "#lib/server/build-facts.ts";
import { refuseUnknown } from "#lib/server/group-access.ts";
import { groupSources } from "#lib/server/group-sources.ts";
import { PastMoment, scopeShape } from "#lib/server/query.ts";
import { refuse } from "#lib/server/refuse.ts";
import { defineUseCase } from "#lib/server/use-case.ts";

const sourceIds = groupSources.map(({ id }) => id);
const howToWriteId = "an id is asked for, e.g. i-0a11f3b2c4d5e6f70";

/** What AWS said about an instance at an instant. Nobody reads AWS for it. */
export const loadFacts = defineUseCase({
  query: z.object({
    ...scopeShape,
    instance: z.string(howToWriteId).regex(/^[\w.:/-]{1,200}$/, `is no id: ${howToWriteId}`),
    source: z.enum(sourceIds, `is not known: choose one of ${sourceIds.join(", ")}`).optional(),
    at: PastMoment.optional(),
    known: PastMoment.optional(),
  }),
  async answer(services, { instance, source, at: asked, known: learnt, ...scope }) {
    const now = services.clock();
    const { at = now, known = now } = { at: asked, known: learnt };
    if (known < at) {
      return refuse(400, "bad-query", `known=${toIso(known)} must not lie before at=${toIso(at)}`);
    }
    const refused = await refuseUnknown(services, scope, at);
    if (refused !== undefined) return refused;
    const { history } = services;
    return await buildFacts({
      history,
      scope,
      at,
      known,
      instanceId: instance,
      ...(source !== undefined && { source }),
    });
  },
});
