import type { WireRequest } from "#lib/simulator/wire/message.ts";
import type { Operation, Protocol, Service } from "#lib/simulator/wire/service.ts";

/** Where a request wants to go. `service` and `entry` are undefined where nothing is registered for it. */
export type Route = {
  readonly protocol: Protocol;
  readonly service: Service | undefined;
  readonly entry: Operation | undefined;
  readonly operation: string;
  readonly form: URLSearchParams;
};

export function toRoute(services: readonly Service[], request: WireRequest): Route {
  const target = request.headers["x-amz-target"];
  if (target !== undefined) return toTargetRoute(services, target);
  return toFormRoute(services, request);
}

/** Only the last two parts count: botocore may send the namespace before them, the JavaScript SDK does not. */
function toTargetRoute(services: readonly Service[], target: string): Route {
  const [operation = "", name = ""] = target.split(".").reverse();
  const service = services.find((one) => one.protocol === "json" && one.target === name);
  return toRouteOf({ protocol: "json", service, operation, form: new URLSearchParams() });
}

/** The signing name alone does not do: elasticloadbalancing is two APIs, told apart by Version. */
function toFormRoute(services: readonly Service[], request: WireRequest): Route {
  const form = new URLSearchParams(request.body === "" ? request.query : request.body);
  const signed = parseCredential(request.headers.authorization)?.service;
  const service = services.find(
    (one) =>
      one.protocol !== "json" &&
      one.version === form.get("Version") &&
      (signed === undefined || one.signingName === signed),
  );
  const protocol = service?.protocol ?? (signed === "ec2" ? "ec2" : "query");
  return toRouteOf({ protocol, service, operation: form.get("Action") ?? "", form });
}

function toRouteOf(route: Omit<Route, "entry">): Route {
  return { ...route, entry: route.service?.operations.find((one) => one.name === route.operation) };
}

export type Credential = { readonly accessKeyId: string; readonly region: string; readonly service: string };

/** The credential scope of a Signature Version 4 header; undefined where the request is not signed. */
export function parseCredential(authorization: string | undefined): Credential | undefined {
  const scope = /\bCredential=([^/,\s]+)\/\d{8}\/([^/,\s]+)\/([^/,\s]+)\/aws4_request\b/.exec(
    authorization ?? "",
  );
  const [, accessKeyId, region, service] = scope ?? [];
  if (accessKeyId === undefined || region === undefined || service === undefined) return undefined;
  return { accessKeyId, region, service };
}
