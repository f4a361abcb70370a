import "server-only";
import * as z from "zod";
import { findEverywhere } from "#lib/server/find-everywhere.ts";
import { defineUseCase } from "#lib/server/use-case.ts";

/** Longer than any id or name of AWS's, shorter than what would cost time. */
const longestQuery = 200;
const howToAsk = "write what to find, e.g. q=prod-api or at least three characters of an id";

/** Groups, instances, deployments, Auto Scaling groups, target groups and rules that a text names. */
export const loadFound = defineUseCase({
  query: z.object({
    q: z
      .string(howToAsk)
      .trim()
      .min(1, `is blank: ${howToAsk}`)
      .max(longestQuery, `is longer than ${longestQuery} characters: nothing is called so`),
  }),
  answer: (services, { q }) => findEverywhere(services, q),
});
