import { toBackOffMs } from "#components/stream/back-off.ts";
import { secondMs } from "#lib/domain/time.ts";

/** `off`: nothing that is shown can change, or nobody looks · `refused`: given up, because the server said no. */
export type StreamState =
  | { readonly kind: "off" }
  | { readonly kind: "opening" }
  | { readonly kind: "open" }
  | { readonly kind: "waiting"; readonly untilMs: number }
  | { readonly kind: "refused"; readonly status: number };

export type ConnectionListener = {
  opened(): void;
  heard(text: string, id: string): void;
  /** `closed`: the server may have answered, but with no stream. */
  failed(how: "lost" | "closed"): void;
};

/** What the stream needs of the browser. */
export type StreamPorts = {
  /** Opens one connection; what it returns closes it. */
  open(path: string, listener: ConnectionListener): () => void;
  /** The HTTP status that the path answers with; undefined where nobody answers. */
  probe(path: string): Promise<number | undefined>;
  /** From 0 to 1. */
  random(): number;
};

type Wish = {
  /** Asked for each connection anew, because it says what was heard last. */
  toPath(): string;
  heard(text: string, id: string): void;
  changed(state: StreamState): void;
};

/** Answers after which asking again would only be a nuisance. */
const finalStatuses: readonly number[] = [401, 403, 404];
/** A connection that lasted this long was a good one: the next failure starts from the shortest wait. */
const goodAfterMs = 10 * secondMs;

/** Keeps one connection open until told to close: after a failure it waits, longer each time, and connects again. */
export function keepOpen(ports: StreamPorts, wish: Wish): () => void {
  let failedTries = 0;
  let over = false;
  let callOff: () => void = connect();

  function connect(): () => void {
    const path = wish.toPath();
    let openedAtMs: number | undefined;
    wish.changed({ kind: "opening" });
    const disconnect = ports.open(path, {
      opened() {
        openedAtMs = Date.now();
        wish.changed({ kind: "open" });
      },
      heard: wish.heard,
      failed(how) {
        disconnect();
        if (openedAtMs !== undefined && Date.now() - openedAtMs >= goodAfterMs) failedTries = 0;
        if (how === "lost") return waitAndConnect();
        void ports.probe(path).then(judge);
      },
    });
    return disconnect;
  }

  function judge(status: number | undefined) {
    if (over) return;
    if (status === undefined || !finalStatuses.includes(status)) waitAndConnect();
    else wish.changed({ kind: "refused", status });
  }

  function waitAndConnect() {
    const waitMs = toBackOffMs(failedTries, ports.random());
    failedTries += 1;
    wish.changed({ kind: "waiting", untilMs: Date.now() + waitMs });
    const wait = setTimeout(() => {
      callOff = connect();
    }, waitMs);
    callOff = () => clearTimeout(wait);
  }

  return () => {
    over = true;
    callOff();
  };
}
