import { services } from "#lib/simulator/handlers/services.ts";
import { makeSmallRegion, smallAccount, smallNow } from "#lib/simulator/testing/small-world.ts";
import { answer } from "#lib/simulator/wire/answer.ts";
import type { WireReply, WireRequest } from "#lib/simulator/wire/message.ts";
import type { Service } from "#lib/simulator/wire/service.ts";

// Every registered operation over the real wire, with the handlers replaced by one that keeps what it
// was given and answers what the test wants.

export type Echo = {
  readonly seen: readonly object[];
  /** What the next calls answer, in order. */
  answerWith(output: object): void;
  respond(request: WireRequest, signal: AbortSignal): Promise<WireReply>;
};

export function makeEcho(): Echo {
  const seen: object[] = [];
  const outputs: object[] = [];
  const run = (input: object): object => {
    seen.push(input);
    return outputs.shift() ?? {};
  };
  const echoing: readonly Service[] = services.map((service) => ({
    ...service,
    operations: service.operations.map(({ name, input, output }) => ({ name, input, output, run })),
  }));
  const context = {
    account: smallAccount,
    accessKeyId: "AKIATEST",
    requestId: "r",
    now: smallNow,
    wallClock: smallNow,
    externalIds: {},
    region: makeSmallRegion(),
    pageSizes: {},
  };
  const server = { services: echoing, accountOf: () => "123456789012", toContext: () => context };
  return {
    seen,
    answerWith: (output) => void outputs.push(output),
    respond: (request, signal) => answer(server, request, signal),
  };
}
