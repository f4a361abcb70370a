import { Readable } from "node:stream";
import { type HttpHandler, type HttpRequest, HttpResponse } from "@smithy/core/protocols";
import type { FailureKind } from "#lib/domain/failure.ts";
import { allowedOperations } from "#lib/server/connect.ts";
import type { Faults, FaultTarget } from "#lib/simulator/mount/faults.ts";

export const services = ["codedeploy", "autoscaling", "elasticloadbalancing", "ec2"] as const;
export type Service = (typeof services)[number];

/** What can go wrong with a service, made by the simulated AWS or on the way to it, and what it is for who asked. */
export const troubles = {
  denied: { failure: "denied", make: (faults, target) => faults.deny(target) },
  throttled: { failure: "throttled", make: (faults, target) => faults.throttle(target) },
  expired: { failure: "expired", make: (faults, target) => faults.expire(target) },
  "answered by a sign-in page": {
    failure: "bad-response",
    make: (faults, target) => faults.garble(target, "html"),
  },
  "cut off": { failure: "bad-response", make: (faults, target) => faults.garble(target, "broken") },
  "answered with nothing": {
    failure: "bad-response",
    make: (faults, target) => faults.garble(target, "empty"),
  },
  reset: { failure: "unreachable", make: (faults, target) => faults.reset(target) },
  refused: { failure: "unreachable", answer: refuse },
  hanging: { failure: "timeout", answer: giveUp },
  oversized: { failure: "too-large", answer: answerTooMuch },
  /** The answers come in another order, and say all the same. */
  slow: { failure: undefined, make: (faults, target) => faults.slow(target, 20) },
} as const satisfies Record<string, Trouble>;
export type TroubleName = keyof typeof troubles;

type Trouble = { readonly failure: FailureKind | undefined } & (
  | { make(faults: Faults, target: FaultTarget): unknown }
  | { answer(): { response: HttpResponse } }
);

export type TroubleMaker = {
  /** Goes around the simulated AWS's own handler. */
  around(handler: HttpHandler): HttpHandler;
  begin(faults: Faults, trouble: TroubleName, service: Service, spared?: readonly string[]): void;
  end(faults: Faults): void;
};

/** Troubles for the services of one account; the spared operations are answered all the same. */
export function createTroubleMaker(): TroubleMaker {
  const answers = new Map<string, () => { response: HttpResponse }>();
  return {
    around: (handler) => ({
      ...handler,
      handle: async (request, options) =>
        answers.get(toOperation(request))?.() ?? (await handler.handle(request, options)),
    }),
    begin(faults, name, service, spared = []) {
      const trouble: Trouble = troubles[name];
      const prefix = `${service}:`;
      const hit = allowedOperations.filter(({ id }) => id.startsWith(prefix) && !spared.includes(id));
      for (const { id } of hit) {
        if ("answer" in trouble) answers.set(id, trouble.answer);
        else trouble.make(faults, { service, operation: id.slice(prefix.length) });
      }
    },
    end(faults) {
      answers.clear();
      faults.clear();
    },
  };
}

const signedFor = /Credential=[^/]+\/\d+\/[^/]+\/([^/]+)\//;

/** As IAM names it: the signature tells the service, a header or the form the operation. */
function toOperation({ headers, body }: HttpRequest): string {
  const target = headers["x-amz-target"]?.split(".").at(-1);
  const operation = target ?? new URLSearchParams(String(body)).get("Action");
  return `${signedFor.exec(headers.authorization ?? "")?.[1]}:${operation}`;
}

/** As Node says it where nobody listens. */
function refuse(): never {
  throw Object.assign(new Error("connect ECONNREFUSED 192.0.2.1:443"), { code: "ECONNREFUSED" });
}

/** As the SDK's handler for sockets gives up on an answer that does not come. */
function giveUp(): never {
  throw Object.assign(new Error("Request timed out"), { name: "TimeoutError" });
}

/** 17 MB of what begins like any answer; what is over the limit is never asked for. */
function answerTooMuch(): { response: HttpResponse } {
  const body = Readable.from(repeat(Buffer.alloc(1_000_000, " "), 17));
  return { response: new HttpResponse({ statusCode: 200, headers: {}, body }) };
}

function* repeat(chunk: Buffer, times: number): Generator<Buffer> {
  for (let index = 0; index < times; index += 1) yield chunk;
}
