import type { Garbage, Hit } from "#lib/simulator/mount/faults.ts";
import type { Wait } from "#lib/simulator/mount/wait.ts";
import type { Interception, WireCall } from "#lib/simulator/wire/answer.ts";
import { toAwsError } from "#lib/simulator/wire/aws-error.ts";
import type { WireReply } from "#lib/simulator/wire/message.ts";

type Meeting = { readonly call: WireCall; readonly signal: AbortSignal; readonly wait: Wait };

/** Lets a call meet its fault: throws what AWS would answer, or gives what came back in its place. */
export async function meet(
  { delayMs, trouble }: Hit,
  { call, signal, wait }: Meeting,
): Promise<Interception | undefined> {
  if (delayMs > 0) await wait(delayMs, signal);
  if (signal.aborted) return { reply: { kind: "reset" }, error: "aborted" };
  const { protocol, service, operation, account } = call;
  switch (trouble?.kind) {
    case undefined:
      return undefined;
    case "deny": {
      const user = `arn:aws:sts::${account}:assumed-role/simulated/session`;
      const message = `User: ${user} is not authorized to perform: ${service}:${operation}`;
      throw toAwsError("denied", protocol, message);
    }
    case "throttle": {
      const message = protocol === "ec2" ? "Request limit exceeded." : "Rate exceeded";
      throw toAwsError("throttled", protocol, message);
    }
    case "expire":
      throw toAwsError("expired", protocol, "The security token included in the request is expired");
    case "garble":
      return { reply: toGarbage(trouble.body, call), error: `garbled: ${trouble.body}` };
    case "status":
      return {
        reply: { kind: "answer", status: trouble.status, headers: {}, body: "" },
        error: `status ${trouble.status}`,
      };
    case "reset":
      return { reply: { kind: "reset" }, error: "reset" };
    case "hang":
      await wait(Number.POSITIVE_INFINITY, signal);
      return { reply: { kind: "reset" }, error: "hung" };
  }
}

/** Pages and empty bodies come from between the client and AWS, so they carry no request id; a cut answer does. */
function toGarbage(body: Garbage, { protocol, operation, requestId }: WireCall): WireReply {
  if (body === "empty") return { kind: "answer", status: 200, headers: {}, body: "" };
  if (body === "html") {
    const page = "<!doctype html><html><head><title>Sign in</title><body><p>Please sign in<br></body></html>";
    return { kind: "answer", status: 200, headers: { "content-type": "text/html" }, body: page };
  }
  const headers = { "x-amzn-requestid": requestId };
  const cut = protocol === "json" ? '{"nextToken":"cut' : `<${operation}Response><${operation}Result><Nex`;
  return { kind: "answer", status: 200, headers, body: cut };
}
