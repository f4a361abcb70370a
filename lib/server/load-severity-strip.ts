import * as z from "zod";
import { toScopeKey } from "#lib/domain/scope.ts";
import { buildRow } from "#lib/server/build-row.ts";
import { buildSeverityStrip } from "#lib/server/build-severity-strip.ts";
import { refuseMissing } from "#lib/server/group-access.ts";
import { loadRow } from "#lib/server/load-fleet.ts";
import { ShownMoment, scopeShape } from "#lib/server/query.ts";
import { defineUseCase } from "#lib/server/use-case.ts";

const longestHours = 24;
const howMany = `must be a whole number from 1 to ${longestHours}`;

/** How bad a group was in the hours before an instant, half hour by half hour. */
export const loadSeverityStrip = defineUseCase({
  query: z.object({
    ...scopeShape,
    at: ShownMoment.optional(),
    hours: z.coerce
      .number(howMany)
      .int(howMany)
      .min(1, howMany)
      .max(longestHours, howMany)
      .default(longestHours),
  }),
  async answer(services, { at: asked, hours, ...scope }) {
    const refused = await refuseMissing(services, scope);
    if (refused !== undefined) return refused;
    const { clock, history, severities, strips } = services;
    const now = clock();
    const at = asked ?? now;
    return await strips.get(`${toScopeKey(scope)}/${asked ?? "now"}/${hours}`, () =>
      buildSeverityStrip({
        history,
        memory: severities,
        scope,
        at,
        now,
        hours,
        // As of now, the strip ends with what the fleet's row says.
        judge: async (instant) =>
          (asked === undefined && instant === at
            ? await loadRow(services, scope)
            : await buildRow(history, scope, { at: instant, asked: "past" })
          ).severity,
      }),
    );
  },
});
